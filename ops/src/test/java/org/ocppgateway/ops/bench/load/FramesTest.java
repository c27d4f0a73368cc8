package org.ocppgateway.ops.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramesTest {

    @Test
    void readsTheTypeOfFramesWithAndWithoutWhiteSpace() {
        assertEquals(Frames.CALLRESULT, Frames.type("[3,\"1\",{}]"));
        assertEquals(Frames.CALLERROR, Frames.type("[ 4, \"1\", \"InternalError\", \"\", {} ]"));
        assertEquals(Frames.CALL, Frames.type("[\n  2,\n  \"1\", \"Reset\", {}\n]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[", "[ ", "{}", "hello"})
    void otherTextsHaveNoType(String text) {
        assertEquals(' ', Frames.type(text));
    }

    @Test
    void readsTheErrorCodeOfACallError() {
        assertEquals("SecurityError", Frames.errorCode("[4,\"1\",\"SecurityError\",\"no\",{}]"));
        assertEquals("without a code", Frames.errorCode("[4,\"1\"]"));
        assertEquals(
                40, Frames.errorCode("[4,\"1\",\"" + "x".repeat(500) + "\"]").length());
    }

    @Test
    void answersACallOfTheServerWithItsMessageId() {
        assertEquals(
                "[4,\"a\\\"b\",\"NotSupported\",\"\",{}]",
                Frames.notSupported("[2, \"a\\\"b\", \"Reset\", {\"type\":\"Soft\"}]"));
    }
}
