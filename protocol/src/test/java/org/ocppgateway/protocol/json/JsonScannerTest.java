package org.ocppgateway.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ocppgateway.protocol.property.Property;
import org.ocppgateway.protocol.property.RandomTexts;

class JsonScannerTest {
    private static final List<String> PIECES = List.of(
            "[", "]", "{", "}", ",", "\"a\":", "\"b\"", "1", "-0.5", "null", "true", " ", "\"\\u0041\"", "{\"c\":[2]}");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                " [ ] ",
                "{\"a\":{}}",
                "[[],[{}],{\"a\":[]}]",
                "0",
                "-0",
                "10.5e+3",
                "1E9",
                "\"\"",
                "true",
                "false",
                "null",
                "\"\\u00e9\\n\"",
                "{\"a\":1,\"b\":[true,null]}",
            })
    void skipsAWholeValue(String text) {
        assertTrue(isJson(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[",
                "}",
                "{]",
                "[}",
                "{\"a\"}",
                "{\"a\":}",
                "{a:1}",
                "{\"a\":1,}",
                "[1,]",
                "[,1]",
                "01",
                "1.",
                ".5",
                "+1",
                "-",
                "1e",
                "tru",
                "nul",
                "\"",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"\n\"",
                "'a'",
                "[1 2]",
                "{} {}",
                "NaN",
            })
    void doesNotSkipInvalidJson(String text) {
        assertEquals(false, isJson(text));
    }

    @Test
    void limitsTheLengthOfNumbersAndNames() {
        assertEquals(true, isJson("1".repeat(1_000)));
        assertEquals(false, isJson("1".repeat(1_001)));
        assertEquals(false, isJson("[0." + "1".repeat(999) + "]"));
        assertEquals(true, isJson("{\"" + "n".repeat(50_000) + "\":1}"));
        assertEquals(false, isJson("{\"" + "n".repeat(50_001) + "\":1}"));
    }

    @Test
    void agreesWithGson() {
        Property.holds(5_000, random -> {
            String text = RandomTexts.mixed(random, PIECES, 12);
            assertEquals(isJsonByGson(text), isJson(text), text);
        });
    }

    private static boolean isJson(String text) {
        JsonScanner scanner = new JsonScanner(text);
        if (!scanner.skipValue()) {
            return false;
        }
        scanner.skipBlanks();
        return scanner.atEnd();
    }

    private static boolean isJsonByGson(String text) {
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        try {
            reader.skipValue();
            return reader.peek() == JsonToken.END_DOCUMENT;
        } catch (IOException | IllegalStateException e) {
            return false;
        }
    }
}
