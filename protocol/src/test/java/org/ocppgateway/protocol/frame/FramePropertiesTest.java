package org.ocppgateway.protocol.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.MessageId;
import org.ocppgateway.protocol.OcppVersion;

class FramePropertiesTest {
    private static final String ID = "\"2b1c\u00e9\"";

    @Property
    void everyTextIsDecided(@ForAll("texts") String text, @ForAll OcppVersion version) {
        switch (FrameReader.read(version, text)) {
            case Inbound.Malformed malformed -> assertIsErrorAnswer(version, malformed);
            case Inbound.Received received -> assertTrue(text.contains("["));
            case Inbound.Dropped dropped -> assertTrue(!dropped.reason().isEmpty());
            case Inbound.BrokenAnswer broken -> assertTrue(!broken.reason().isEmpty());
        }
    }

    @Property
    void whatIsWrittenIsRead(
            @ForAll @StringLength(min = 1, max = 36) String id, @ForAll @StringLength(min = 1) String name) {
        String writableId = withoutLoneSurrogates(id);
        String writableName = withoutLoneSurrogates(name);
        MessageId messageId = new MessageId(writableId);
        Action action = new Action(writableName);
        assertEquals(
                new Inbound.Received(new Frame.Call(messageId, action, "{\"a\":1}")),
                FrameReader.read(OcppVersion.V1_6, FrameWriter.call(messageId, action, "{\"a\":1}")));
        assertEquals(
                new Inbound.Received(new Frame.Send(messageId, action, "{}")),
                FrameReader.read(OcppVersion.V2_1, FrameWriter.send(messageId, action, "{}")));
        assertEquals(
                new Inbound.Received(new Frame.CallResult(messageId, "{}")),
                FrameReader.read(OcppVersion.V2_0_1, FrameWriter.callResult(messageId, "{}")));
        String description = writableName.substring(0, Math.min(255, writableName.length()));
        assertEquals(
                new Inbound.Received(new Frame.CallError(messageId, "FormationViolation", description, "{}")),
                FrameReader.read(
                        OcppVersion.V1_6,
                        FrameWriter.callError(OcppVersion.V1_6, messageId, ErrorCode.FORMAT_VIOLATION, writableName)));
        assertEquals(
                new Inbound.Received(new Frame.CallResultError(messageId, "FormatViolation", description, "{}")),
                FrameReader.read(
                        OcppVersion.V2_1,
                        FrameWriter.callResultError(messageId, ErrorCode.FORMAT_VIOLATION, writableName)));
    }

    /** Frames, pieces of frames in any order, frames cut short or with a character changed, and anything at all. */
    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.of(
                        "[",
                        "]",
                        "{",
                        "}",
                        ",",
                        ":",
                        "\"",
                        "2",
                        "3",
                        "4",
                        "5",
                        "6",
                        "-",
                        "0",
                        "1e9",
                        "null",
                        "true",
                        ID,
                        "\"Heartbeat\"",
                        "{}",
                        " ",
                        "\\",
                        "\\u12",
                        "\\ud83d",
                        "\u0000",
                        "\ud83d",
                        "\"a\":1")
                .list()
                .ofMaxSize(20)
                .map(list -> String.join("", list));
        Arbitrary<String> frames = Arbitraries.of(
                "[2," + ID + ",\"Heartbeat\",{\"a\":[1,2.5e-3,null,\"\\u00e9\"]}]",
                "[3," + ID + ",{\"status\":\"Accepted\"}]",
                "[4," + ID + ",\"GenericError\",\"\",{}]",
                "[5," + ID + ",\"GenericError\",\"\",{}]",
                "[6," + ID + ",\"NotifyPeriodicEventStream\",{}]");
        Arbitrary<String> cut = Combinators.combine(
                        frames, Arbitraries.integers().between(0, 60))
                .as((frame, length) -> frame.substring(0, Math.min(length, frame.length())));
        Arbitrary<String> changed = Combinators.combine(
                        frames, Arbitraries.integers().between(0, 26), Arbitraries.chars())
                .as((frame, at, c) -> frame.substring(0, at) + c + frame.substring(at + 1));
        return Arbitraries.oneOf(
                pieces, frames, cut, changed, Arbitraries.strings().ofMaxLength(40));
    }

    private static void assertIsErrorAnswer(OcppVersion version, Inbound.Malformed malformed) {
        FrameElements answer = new FrameElements(malformed.answer());
        assertTrue(answer.areComplete());
        assertEquals("4", answer.raw(0));
        assertEquals(5, answer.count());
        assertTrue(version != OcppVersion.V1_6 || "FormationViolation".equals(answer.string(2)));
    }

    private static String withoutLoneSurrogates(String text) {
        StringBuilder clean = new StringBuilder(text);
        for (int i = 0; i < clean.length(); i++) {
            if (Character.isSurrogate(clean.charAt(i))) {
                clean.setCharAt(i, '?');
            }
        }
        return clean.toString();
    }
}
