package org.ocppgateway.protocol.dictionary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.property.Property;
import org.ocppgateway.protocol.property.RandomTexts;

/** Properties of the reader for any text. */
class PayloadReaderPropertiesTest {
    private static final String METER_VALUES = "{\"connectorId\":1,\"transactionId\":7,\"meterValue\":[{\"timestamp\":"
            + "\"2026-11-21T09:30:00.5+01:00\",\"sampledValue\":[{\"value\":\"21.5\",\"unit\":\"Celcius\"},"
            + "{\"value\":\"\\u00e9\",\"phase\":\"L1\",\"extra\":[1e5,null,true]}]}]}";
    private static final List<String> NAMES = List.of(
            "\"connectorId\":",
            "\"transactionId\":",
            "\"meterValue\":",
            "\"sampledValue\":",
            "\"timestamp\":",
            "\"value\":");
    private static final ObjectType TYPE = ReadResults.ocpp16("MeterValuesRequest");
    private static final List<PayloadReader> READERS = Stream.of(
                    Tolerance.STRICT, Tolerance.STANDARD, Tolerance.of(Set.of(Quirk.values())))
            .map(PayloadReader::new)
            .toList();

    @Test
    void readsAnyTextWithoutAnException() {
        Property.holds(1_000, random -> assertIsDecided(RandomTexts.anything(random, 60)));
    }

    @Test
    void readsAnyTokensWithoutAnException() {
        List<String> tokens = new ArrayList<>(RandomTexts.TOKENS);
        tokens.addAll(NAMES);
        Property.holds(5_000, random -> assertIsDecided("{" + RandomTexts.mixed(random, tokens, 40)));
    }

    @Test
    void readsADamagedPayloadWithoutAnException() {
        Property.holds(5_000, random -> assertIsDecided(RandomTexts.damaged(random, METER_VALUES)));
    }

    @Test
    void parsesAnyTextAsADateWithoutAnException() {
        List<String> pieces =
                List.of("2026", "-", "11", "21", "T", "09:30", ":", "00", ".5", "Z", "+02:00", "+02", "60", " ");
        Property.holds(5_000, random -> {
            String text = random.nextBoolean()
                    ? RandomTexts.mixed(random, pieces, 14)
                    : RandomTexts.damaged(random, "2026-11-21T09:30:00.5+01:00");
            assertTrue(!Timestamps.isStandard(text) || Timestamps.parse(text) != null, text);
        });
    }

    @Test
    void parsesAFormattedDateToTheSameInstant() {
        Property.holds(1_000, random -> {
            Instant whole = Instant.ofEpochSecond(random.nextLong(-62_135_596_800L, 253_402_300_800L));
            Instant exact = whole.plusNanos(random.nextInt(1_000_000_000));
            String written = Timestamps.format(exact);
            assertTrue(Timestamps.isStandard(written), written);
            assertEquals(whole, Timestamps.parse(written));
            assertEquals(exact, Timestamps.parse(exact.toString()));
        });
    }

    /** Asserts that the result has a payload, or at least one violation that gives the reason. */
    private static void assertIsDecided(String text) {
        for (PayloadReader reader : READERS) {
            ReadResult readResult = reader.read(TYPE, text);
            assertTrue(readResult.violations().size() <= PayloadReader.MAX_VIOLATIONS, text);
            Payload payload = readResult.payload();
            if (payload == null) {
                assertFalse(readResult.valid(), text);
            } else {
                assertEquals(text, payload.raw());
            }
        }
    }
}
