package org.ocppgateway.protocol.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ocppgateway.protocol.OcppVersion.V1_6;
import static org.ocppgateway.protocol.OcppVersion.V2_0_1;
import static org.ocppgateway.protocol.OcppVersion.V2_1;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.MessageId;
import org.ocppgateway.protocol.OcppVersion;

class FrameReaderTest {
    private static final String LONG_ID = "x".repeat(37);

    @ParameterizedTest
    @EnumSource
    void receivesWellFormedFrames(OcppVersion version) {
        MessageId id = new MessageId("19223201");
        Action heartbeat = new Action("Heartbeat");
        assertReceived(version, new Frame.Call(id, heartbeat, "{}"), "[2,\"19223201\",\"Heartbeat\",{}]");
        assertReceived(
                version,
                new Frame.Call(id, heartbeat, "{ \"a\" : [1 , {}] }"),
                " [ 2 , \"19223201\" , \"Heartbeat\" , { \"a\" : [1 , {}] } ] \n");
        assertReceived(version, new Frame.Call(id, heartbeat, "null"), "[2,\"19223201\",\"Heartbeat\",null]");
        assertReceived(version, new Frame.CallResult(id, "{\"b\":1}"), "[3,\"19223201\",{\"b\":1}]");
        assertReceived(
                version,
                new Frame.CallError(id, "NotSupported", "no", "{\"c\":2}"),
                "[4,\"19223201\",\"NotSupported\",\"no\",{\"c\":2}]");
    }

    @Test
    void acceptsMessageTypes5And6OnlyIn21() {
        MessageId id = new MessageId("1");
        assertReceived(
                V2_1,
                new Frame.CallResultError(id, "FormatViolation", "", "{}"),
                "[5,\"1\",\"FormatViolation\",\"\",{}]");
        assertReceived(
                V2_1,
                new Frame.Send(id, new Action("NotifyPeriodicEventStream"), "{\"d\":3}"),
                "[6,\"1\",\"NotifyPeriodicEventStream\",{\"d\":3}]");
    }

    @Test
    void acceptsACallErrorWithoutDescriptionOrDetails() {
        MessageId id = new MessageId("1");
        assertReceived(V1_6, new Frame.CallError(id, "NotSupported", "", "{}"), "[4,\"1\",\"NotSupported\"]");
        assertReceived(V1_6, new Frame.CallError(id, "NotSupported", "no", "{}"), "[4,\"1\",\"NotSupported\",\"no\"]");
        assertReceived(V1_6, new Frame.CallError(id, "GenericError", "", "\"x\""), "[4,\"1\",null,null,\"x\"]");
        assertReceived(V1_6, new Frame.CallError(id, "Odd", "", "{}"), "[4,\"1\",\"Odd\",\"\",null]");
    }

    /** Each line: text; then error code and message id of the answer in 1.6, 2.0.1 and 2.1. {@code -} means no answer. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                // not JSON, or not a frame
                "hello                              ; -                         ; RpcFrameworkError \"-1\"     ; RpcFrameworkError \"-1\"",
                "[2,\"1\",\"Heartbeat\",{}          ; -                         ; RpcFrameworkError \"-1\"     ; RpcFrameworkError \"-1\"",
                "[2,\"1\",\"Heartbeat\",{\"a\":}]   ; -                         ; RpcFrameworkError \"-1\"     ; RpcFrameworkError \"-1\"",
                "[2,\"1\",\"Heartbeat\",{}]x        ; -                         ; RpcFrameworkError \"-1\"     ; RpcFrameworkError \"-1\"",
                "[2,\"1\",\"Heartbeat\",{}],        ; -                         ; RpcFrameworkError \"-1\"     ; RpcFrameworkError \"-1\"",
                "{\"a\":1}                          ; -                         ; RpcFrameworkError \"-1\"     ; RpcFrameworkError \"-1\"",
                "\"[2]\"                            ; -                         ; RpcFrameworkError \"-1\"     ; RpcFrameworkError \"-1\"",
                "null                               ; -                         ; RpcFrameworkError \"-1\"     ; RpcFrameworkError \"-1\"",
                "[]                                 ; -                         ; RpcFrameworkError \"-1\"     ; RpcFrameworkError \"-1\"",
                "[\"2\",\"1\",\"Heartbeat\",{}]     ; -                         ; RpcFrameworkError \"-1\"     ; RpcFrameworkError \"-1\"",
                "[2.5,\"1\",\"Heartbeat\",{}]       ; -                         ; RpcFrameworkError \"-1\"     ; RpcFrameworkError \"-1\"",
                "[02,\"1\",\"Heartbeat\",{}]        ; -                         ; RpcFrameworkError \"-1\"     ; RpcFrameworkError \"-1\"",
                "[3.5,\"1\",{}]                     ; -                         ; RpcFrameworkError \"-1\"     ; RpcFrameworkError \"-1\"",
                // unknown message types
                "[7,\"1\",{}]                       ; -                         ; MessageTypeNotSupported \"1\"  ; -",
                "[-2,\"1\",{}]                      ; -                         ; MessageTypeNotSupported \"1\"  ; -",
                "[99999999999999999999,\"1\"]       ; -                         ; MessageTypeNotSupported \"1\"  ; -",
                "[0]                                ; -                         ; MessageTypeNotSupported \"-1\" ; -",
                "[5,\"1\",\"E\",\"\",{}]            ; -                         ; MessageTypeNotSupported \"1\"  ; received",
                "[6,\"1\",\"A\",{}]                 ; -                         ; MessageTypeNotSupported \"1\"  ; received",
                "[6,\"\",\"A\",{}]                  ; -                         ; MessageTypeNotSupported \"-1\" ; -",
                "[6,\"1\",\"A\"]                    ; -                         ; MessageTypeNotSupported \"1\"  ; -",
                "[6,\"1\",\"A\",{]                  ; -                         ; RpcFrameworkError \"-1\"     ; -",
                "[5,\"1\"]                          ; -                         ; MessageTypeNotSupported \"1\"  ; -",
                "[5,\"1\",                          ; -                         ; RpcFrameworkError \"-1\"     ; -",
                // malformed CALLs
                "[2]                                ; FormationViolation \"-1\" ; RpcFrameworkError \"-1\"     ; RpcFrameworkError \"-1\"",
                "[2,\"1\"]                          ; FormationViolation \"1\"  ; RpcFrameworkError \"1\"      ; RpcFrameworkError \"1\"",
                "[2,\"1\",\"Heartbeat\"]            ; FormationViolation \"1\"  ; RpcFrameworkError \"1\"      ; RpcFrameworkError \"1\"",
                "[2,\"1\",\"Heartbeat\",{},{}]      ; FormationViolation \"1\"  ; RpcFrameworkError \"1\"      ; RpcFrameworkError \"1\"",
                "[2,null,\"Heartbeat\",{}]          ; FormationViolation \"-1\" ; RpcFrameworkError \"-1\"     ; RpcFrameworkError \"-1\"",
                "[2,17,\"Heartbeat\",{}]            ; FormationViolation 17     ; RpcFrameworkError \"-1\"     ; RpcFrameworkError \"-1\"",
                "[2,\"\",\"Heartbeat\",{}]          ; FormationViolation \"\"   ; RpcFrameworkError \"-1\"     ; RpcFrameworkError \"-1\"",
                "[2,[],\"Heartbeat\",{}]            ; FormationViolation \"-1\" ; RpcFrameworkError \"-1\"     ; RpcFrameworkError \"-1\"",
                "[2,\"1\",5,{}]                     ; FormationViolation \"1\"  ; RpcFrameworkError \"1\"      ; RpcFrameworkError \"1\"",
                "[2,\"1\",\"\",{}]                  ; FormationViolation \"1\"  ; RpcFrameworkError \"1\"      ; RpcFrameworkError \"1\"",
                "[2,\"\\ud800\\\"\",\"A\"]          ; FormationViolation \"\\ud800\\\"\" ; RpcFrameworkError \"\\ud800\\\"\" ; RpcFrameworkError \"\\ud800\\\"\"",
                // answers are never answered
                "[3                                 ; - ; - ; -",
                "[3,                                ; - ; - ; -",
                "[3,{}]                             ; - ; - ; -",
                "[3,5,{}]                           ; - ; - ; -",
                "[3,\"\",{}]                        ; - ; - ; -",
                "[4,null,\"GenericError\",\"\",{}]  ; - ; - ; -",
                "[ 4 , \"                           ; - ; - ; -",
            })
    void everyMalformedTextHasADefinedAnswer(String text, String in16, String in201, String in21) {
        assertEquals(in16, answer(V1_6, text));
        assertEquals(in201, answer(V2_0_1, text));
        assertEquals(in21, answer(V2_1, text));
    }

    @Test
    void echoesAnIdThatIsTooLong() {
        String text = "[2,\"" + LONG_ID + "\",\"Heartbeat\",{}]";
        assertEquals("FormationViolation \"" + LONG_ID + "\"", answer(V1_6, text));
        assertEquals("RpcFrameworkError \"" + LONG_ID + "\"", answer(V2_0_1, text));
        assertEquals("RpcFrameworkError \"" + LONG_ID + "\"", answer(V2_1, text));
    }

    @ParameterizedTest
    @EnumSource
    void doesNotEchoAnExtremelyLongId(OcppVersion version) {
        Inbound inbound = FrameReader.read(version, "[2,\"" + "x".repeat(100_000) + "\",\"Heartbeat\",{}]");
        assertTrue(assertInstanceOf(Inbound.Malformed.class, inbound).answer().startsWith("[4,\"-1\","));
    }

    @ParameterizedTest
    @EnumSource
    void ignoresAnEmptyText(OcppVersion version) {
        assertEquals("-", answer(version, ""));
        assertEquals("-", answer(version, " \r\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "[3,\"abc\",{\"status\":\"Accep",
                "[3,\"abc\"",
                "[3,\"abc\"]",
                "[3,\"abc\",{},{}]",
                " [ 3 , \"abc\" , {} ] ]",
                "[4,\"abc\"]",
                "[4,\"abc\",\"GenericError\",\"tru",
            })
    void malformedAnswerWithReadableIdEndsItsCall(String text) {
        for (OcppVersion version : OcppVersion.values()) {
            Inbound inbound = FrameReader.read(version, text);
            assertEquals(
                    new MessageId("abc"),
                    assertInstanceOf(Inbound.MalformedAnswer.class, inbound).id());
        }
    }

    @Test
    void doesNotLimitTheNestingOfAPayload() {
        String payload = "{\"a\":".repeat(10_000) + "[]" + "}".repeat(10_000);
        assertReceived(
                V2_1,
                new Frame.Call(new MessageId("1"), new Action("Heartbeat"), payload),
                "[2,\"1\",\"Heartbeat\"," + payload + "]");
    }

    private static void assertReceived(OcppVersion version, Frame expected, String text) {
        assertEquals(new Inbound.Received(expected), FrameReader.read(version, text));
    }

    private static String answer(OcppVersion version, String text) {
        return switch (FrameReader.read(version, text)) {
            case Inbound.Received received -> "received";
            case Inbound.Dropped dropped -> "-";
            case Inbound.MalformedAnswer broken -> "broken " + broken.id();
            case Inbound.Malformed malformed -> codeAndId(malformed);
        };
    }

    /** Parses the answer, which must be a complete CALLERROR with a description by the gateway. */
    private static String codeAndId(Inbound.Malformed malformed) {
        FrameElements answer = new FrameElements(malformed.answer());
        assertTrue(answer.areComplete());
        assertEquals(5, answer.count());
        assertEquals("4", answer.raw(0));
        assertEquals(malformed.reason(), answer.string(3));
        assertEquals("{}", answer.raw(4));
        return answer.string(2) + " " + answer.raw(1);
    }
}
