package org.ocppgateway.protocol.dictionary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.dictionary.Violation.Kind;

class PayloadReaderTest {
    private static final ObjectType TYPE = ReadResults.type("""
            type Trial
              name*     string(2..5)
              count     integer(0..10)
              share     number(0..100 by 0.1)
              flag      boolean
              at        dateTime
              link      uri
              data      any
              color     red | green
              parts     Part[1..2]
              words     string(3)[]
            type Part open
              id*       integer
            """);

    @Test
    void readsTheFieldsOfAValidPayload() {
        String json = """
                {"name":"abc","count":7,"share":0.30,"flag":true,"at":"2026-11-21T09:30:00.5+01:00","link":"http://a/b",\
                "data":{"x":[1.00,null,"\\u00e9"]},"color":"red","parts":[{"id":1,"more":{}},{"id":2}],"words":["a","b"]}""";
        ReadResult readResult = strict(json);
        assertEquals(List.of(), readResult.violations());
        Payload payload = ReadResults.payload(readResult);
        assertEquals("abc", payload.text("name"));
        assertEquals(7, payload.integer("count"));
        assertEquals("0.30", payload.text("share"));
        assertEquals(new BigDecimal("0.30"), payload.number("share"));
        assertEquals(true, payload.flag("flag"));
        assertEquals("2026-11-21T09:30:00.5+01:00", payload.text("at"));
        assertEquals("{\"x\":[1.00,null,\"\u00e9\"]}", payload.json("data"));
        assertEquals("red", payload.text("color"));
        assertEquals(2, payload.objects("parts").get(1).integer("id"));
        assertEquals(List.of("a", "b"), payload.texts("words"));
        assertEquals(json, payload.raw());
    }

    @Test
    void findsEveryKindOfViolationWithItsPath() {
        assertViolation(Kind.OCCURRENCE, "/name", "{}");
        assertViolation(Kind.TYPE, "/name", "{\"name\":123}");
        assertViolation(Kind.TYPE, "/name", "{\"name\":[]}");
        assertViolation(Kind.TYPE, "/name", "{\"name\":null}");
        assertViolation(Kind.VALUE, "/name", "{\"name\":\"a\"}");
        assertViolation(Kind.VALUE, "/name", "{\"name\":\"abcdef\"}");
        assertViolation(Kind.TYPE, "/count", "{\"name\":\"abc\",\"count\":1.5}");
        assertViolation(Kind.VALUE, "/count", "{\"name\":\"abc\",\"count\":11}");
        assertViolation(Kind.TYPE, "/count", "{\"name\":\"abc\",\"count\":\"1\"}");
        assertViolation(Kind.VALUE, "/share", "{\"name\":\"abc\",\"share\":0.15}");
        assertViolation(Kind.VALUE, "/share", "{\"name\":\"abc\",\"share\":-0.1}");
        assertViolation(Kind.TYPE, "/flag", "{\"name\":\"abc\",\"flag\":\"true\"}");
        assertViolation(Kind.TYPE, "/flag", "{\"name\":\"abc\",\"flag\":\"perhaps\"}");
        assertViolation(Kind.VALUE, "/at", "{\"name\":\"abc\",\"at\":\"yesterday\"}");
        assertViolation(Kind.VALUE, "/link", "{\"name\":\"abc\",\"link\":\"not a link\"}");
        assertViolation(Kind.VALUE, "/color", "{\"name\":\"abc\",\"color\":\"blue\"}");
        assertViolation(Kind.OCCURRENCE, "/parts", "{\"name\":\"abc\",\"parts\":[]}");
        assertViolation(Kind.OCCURRENCE, "/parts", "{\"name\":\"abc\",\"parts\":[{\"id\":1},{\"id\":1},{\"id\":1}]}");
        assertViolation(Kind.OCCURRENCE, "/parts/1/id", "{\"name\":\"abc\",\"parts\":[{\"id\":1},{}]}");
        assertViolation(Kind.TYPE, "/parts/0", "{\"name\":\"abc\",\"parts\":[[]]}");
        assertViolation(Kind.TYPE, "/parts", "{\"name\":\"abc\",\"parts\":{\"id\":1}}");
        assertViolation(Kind.VALUE, "/words/1", "{\"name\":\"abc\",\"words\":[\"a\",\"bcde\"]}");
        assertViolation(Kind.EXTRA, "/mo~1re", "{\"name\":\"abc\",\"mo/re\":{\"a\":[]}}");
        assertViolation(Kind.FORMAT, "/name", "{\"name\":\"abc\",\"name\":\"abcd\"}");
        assertViolation(Kind.FORMAT, "", "[]");
        assertViolation(Kind.FORMAT, "", "{\"name\":\"abc\"} {}");
        assertViolation(Kind.FORMAT, "", "");
    }

    @Test
    void readsTheValidFieldsOfAnInvalidPayload() {
        ReadResult readResult = strict("{\"count\":\"x\",\"color\":\"blue\",\"name\":\"abc\"}");
        assertEquals(2, readResult.violations().size());
        assertNull(ReadResults.payload(readResult).integer("count"));
        assertEquals("blue", ReadResults.payload(readResult).text("color"));
        assertEquals("abc", ReadResults.payload(readResult).text("name"));
    }

    private static void assertViolation(Kind kind, String path, String json) {
        ReadResult readResult = strict(json);
        assertEquals(1, readResult.violations().size(), json + readResult.violations());
        assertEquals(kind, readResult.violations().getFirst().kind(), json);
        assertEquals(path, readResult.violations().getFirst().path(), json);
        assertTrue(!readResult.valid());
    }

    private static ReadResult strict(String json) {
        return new PayloadReader(Tolerance.STRICT).read(TYPE, json);
    }
}
