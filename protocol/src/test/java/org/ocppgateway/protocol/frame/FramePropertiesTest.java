package org.ocppgateway.protocol.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.json.JsonBuilder;
import org.ocppgateway.protocol.property.Property;
import org.ocppgateway.protocol.property.RandomTexts;

class FramePropertiesTest {
    private static final String ID = "\"2b1c\u00e9\"";
    private static final List<String> FRAMES = List.of(
            "[2," + ID + ",\"Heartbeat\",{\"a\":[1,2.5e-3,null,\"\\u00e9\"]}]",
            " [ 2 , " + ID + " , \"StatusNotification\" , { \"connectorId\" : 1 } ] ",
            "[3," + ID + ",{\"status\":\"Accepted\"}]",
            "[4," + ID + ",\"GenericError\",\"\",{}]",
            "[5," + ID + ",\"GenericError\",\"\",{}]",
            "[6," + ID + ",\"NotifyPeriodicEventStream\",{}]",
            "[7," + ID + ",{}]");
    private static final List<String> PIECES = List.of(
            "[",
            "]",
            "2",
            "3",
            "4",
            "5",
            "6",
            "-1",
            "null",
            "\"\"",
            ID,
            "\"Heartbeat\"",
            "{}",
            "{\"a\":1}",
            " ",
            "1.0");

    @ParameterizedTest
    @EnumSource
    void everyTextIsDecidedAsByTheOracle(OcppVersion version) {
        Property.holds(30_000, random -> {
            String text = text(random);
            String shown = JsonBuilder.string(text);
            Inbound inbound = FrameReader.read(version, text);
            String decision = FrameOracle.decide(version, text);
            switch (inbound) {
                case Inbound.Received received -> assertEquals(FrameOracle.FRAME, decision, shown);
                case Inbound.Dropped dropped -> assertSilence(decision, shown, dropped.reason());
                case Inbound.MalformedAnswer broken -> assertEquals(FrameOracle.BROKEN_ANSWER, decision, shown);
                case Inbound.Malformed malformed -> {
                    FrameElements answer = new FrameElements(malformed.answer());
                    assertTrue(answer.areComplete(), shown);
                    assertEquals(5, answer.count(), shown);
                    assertEquals("4", answer.raw(0), shown);
                    assertEquals(decision, answer.string(2), shown);
                    assertTrue(answer.raw(1).equals("\"-1\"") || text.contains(answer.raw(1)), shown);
                }
            }
        });
    }

    /** A malformed answer without a readable message id is also not answered. */
    private static void assertSilence(String decision, String text, String reason) {
        assertFalse(reason.isEmpty());
        assertTrue(
                decision.equals(FrameOracle.SILENCE) || decision.equals(FrameOracle.BROKEN_ANSWER),
                () -> decision + " for " + text);
    }

    private static String text(Random random) {
        return switch (random.nextInt(7)) {
            case 0 -> RandomTexts.anything(random, 40);
            case 1 -> RandomTexts.bytes(random, 40);
            case 2 -> RandomTexts.mixed(random, RandomTexts.TOKENS, 20);
            case 3 ->
                "["
                        + String.join(
                                ",",
                                RandomTexts.mixed(random, PIECES, 2),
                                RandomTexts.mixed(random, PIECES, 1),
                                RandomTexts.mixed(random, PIECES, 1),
                                RandomTexts.mixed(random, PIECES, 1))
                        + "]";
            case 4 -> RandomTexts.oneOf(random, FRAMES);
            case 5 -> RandomTexts.damaged(random, RandomTexts.oneOf(random, FRAMES));
            default -> RandomTexts.damaged(random, RandomTexts.damaged(random, RandomTexts.oneOf(random, FRAMES)));
        };
    }
}
