package org.ocppgateway.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnpairedSurrogatesTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "\"\\ud83d\"               , \"\ufffd\"",
                "\"a\\uDE00b\"             , \"a\ufffdb\"",
                "\"\\ud83d\\ud83d\\ude00\" , \"\ufffd\\ud83d\\ude00\"",
                "\"\\ude00\\ud83d\"        , \"\ufffd\ufffd\"",
                "\"\\\\\\ud83d\"           , \"\\\\\ufffd\"",
                "{\"\\ud83d\":\"\\ud83dx\"}  , {\"\ufffd\":\"\ufffdx\"}",
            })
    void replacesUnpairedSurrogatesAnywhere(String json, String expected) {
        assertEquals(expected, UnpairedSurrogates.replaceEscaped(json));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "\"\\u00e9\\n\"",
                "\"\\ud83d\\ude00\"",
                "\"\\uD83D\\uDE00\"",
                "\"\\\\ud83d\"",
                "\"\\ud7ff\\ue000\""
            })
    void returnsTheSameTextWithoutUnpairedSurrogates(String json) {
        assertSame(json, UnpairedSurrogates.replaceEscaped(json));
    }

    @Test
    void acceptsTextThatIsNotJson() {
        assertEquals("\ufffd\\", UnpairedSurrogates.replaceEscaped("\\ud83d\\"));
        assertEquals("\\ud8", UnpairedSurrogates.replaceEscaped("\\ud8"));
    }
}
