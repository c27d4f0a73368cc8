package org.ocppgateway.protocol.dictionary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.dictionary.Violation.Kind;

/** Hostile input and the result of the reader. */
class HostilePayloadTest {
    private static final int MEBI = 1 << 20;
    private static final ObjectType TYPE = ReadResults.type("""
            type Trial
              name      string
              share     number(by 0.1)
              count     integer
              data      any
              inner     Inner
            type Inner
              id        integer
            """);

    @Test
    void refusesDeepNestingAnywhere() {
        for (String field : List.of("data", "unknown", "name", "inner")) {
            assertRefused(Kind.FORMAT, "{\"" + field + "\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}");
            assertRefused(Kind.FORMAT, "{\"" + field + "\":" + "{\"a\":".repeat(100_000));
        }
        assertTrue(read("{\"data\":" + "[".repeat(60) + "]".repeat(60) + "}").valid());
    }

    @Test
    void numberTooLargeForArithmeticIsUnusable() {
        assertNull(ReadResults.payload(assertRefused(Kind.VALUE, "{\"share\":1e999999999}"))
                .number("share"));
        assertRefused(Kind.VALUE, "{\"share\":1e-999999999}");
        assertRefused(Kind.VALUE, "{\"count\":1E+99999999999999999999}");
        assertRefused(Kind.VALUE, "{\"count\":" + "9".repeat(500) + "}");
        assertRefused(Kind.FORMAT, "{\"count\":" + "9".repeat(MEBI) + "}");
        assertTrue(read("{\"data\":1e999999999}").valid());
    }

    @Test
    void numberBeyond64BitsIsNotAnInteger() {
        ReadResult readResult = read("{\"count\":9223372036854775808}");
        assertTrue(readResult.valid());
        assertNull(ReadResults.payload(readResult).integer("count"));
        assertEquals("9223372036854775808", ReadResults.payload(readResult).text("count"));
    }

    @Test
    void lastValueOfADuplicateFieldCounts() {
        ReadResult readResult = assertRefused(Kind.FORMAT, "{\"name\":\"a\",\"name\":\"b\"}");
        assertEquals("/name", readResult.violations().getFirst().path());
        assertEquals("b", ReadResults.payload(readResult).text("name"));
    }

    @Test
    void refusesAnUnpairedSurrogateInAStringAndReplacesIt() {
        assertEquals(
                "a\ufffdb",
                ReadResults.payload(assertRefused(Kind.FORMAT, "{\"name\":\"a\\ud800b\"}"))
                        .text("name"));
        assertRefused(Kind.FORMAT, "{\"name\":\"\\udc00\"}");
        assertEquals(
                "[\"\ufffd\"]",
                ReadResults.payload(read("{\"data\":[\"\\ud83d\"]}")).json("data"));
        assertRefused(Kind.EXTRA, "{\"\\ud83d\":1}");
        assertEquals(
                "\ud83d\ude00",
                ReadResults.payload(read("{\"name\":\"\\ud83d\\ude00\"}")).text("name"));
    }

    @Test
    void acceptsNulOnlyAsAnEscape() {
        assertEquals("\0", ReadResults.payload(read("{\"name\":\"\\u0000\"}")).text("name"));
        assertRefused(Kind.FORMAT, "{\"name\":\"\0\"}");
        assertRefused(Kind.FORMAT, "{\0}");
    }

    @Test
    void acceptsOnlyStrictJson() {
        for (String json : List.of(
                "{name:\"a\"}",
                "{'name':'a'}",
                "{\"name\":\"a\",}",
                "{\"name\":\"a\"",
                "{\"name\":\"a}",
                "{\"name\";\"a\"}",
                "{\"name\"=\"a\"}",
                "{\"name\":\"a\" /* remark */}",
                "{\"share\":NaN}",
                "{\"share\":01}",
                "{\"share\":+1}",
                "{\"share\":.5}",
                "{\"share\":TRUE}",
                "{\"name\":\"a\nb\"}",
                "{\"name\":\"\\x\"}",
                ")]}'\n{}",
                "{}{}",
                "{},",
                "{}]")) {
            assertRefused(Kind.FORMAT, json);
        }
    }

    @Test
    void acceptsALongString() {
        String text = "\u00e9".repeat(MEBI);
        assertEquals(
                text, ReadResults.payload(read("{\"name\":\"" + text + "\"}")).text("name"));
        assertTrue(read("{\"data\":\"" + text + "\"}").valid());
    }

    @Test
    void truncatesAnUnknownFieldNameInAPath() {
        ReadResult readResult = read("{\"" + "a/~".repeat(MEBI) + "\":1}");
        assertTrue(readResult.violations().getFirst().path().length() < 200);
    }

    @Test
    void boundsTheViolationsAndKeepsTheDecisiveOne() {
        String extras =
                IntStream.range(0, 10_000).mapToObj(i -> "\"x" + i + "\":0").collect(Collectors.joining(","));
        ReadResult readResult = new PayloadReader(Tolerance.of(List.of(Quirk.EXTRA_FIELD)))
                .read(TYPE, "{" + extras + ",\"name\":1,\"count\":true}");
        assertEquals(PayloadReader.MAX_VIOLATIONS, readResult.violations().size());
        assertFalse(readResult.valid());
        assertEquals("/name", readResult.refusal().orElseThrow().path());
    }

    private static ReadResult assertRefused(Kind kind, String json) {
        ReadResult readResult = read(json);
        String beginning = json.substring(0, Math.min(60, json.length()));
        assertFalse(readResult.valid(), beginning);
        assertTrue(
                readResult.violations().stream().anyMatch(violation -> violation.kind() == kind),
                () -> beginning + readResult.violations());
        return readResult;
    }

    private static ReadResult read(String json) {
        return new PayloadReader(Tolerance.STRICT).read(TYPE, json);
    }
}
