package org.ocppgateway.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class JsonBuilderTest {
    @Test
    void writesCommasOnlyBetweenValues() {
        String json = new JsonBuilder()
                .beginObject()
                .field("a", "x")
                .field("b", 1)
                .field("c", true)
                .beginObject("d")
                .endObject()
                .beginArray("e")
                .element("y")
                .element(2)
                .rawElement("{}")
                .beginObject()
                .raw("f", "1.50")
                .endObject()
                .beginArray()
                .endArray()
                .endArray()
                .endObject()
                .toString();
        assertEquals("{\"a\":\"x\",\"b\":1,\"c\":true,\"d\":{},\"e\":[\"y\",2,{},{\"f\":1.50},[]]}", json);
    }

    @Test
    void omitsNullValues() {
        String absent = null;
        assertEquals(
                "{\"b\":\"\"}",
                new JsonBuilder()
                        .beginObject()
                        .field("a", absent)
                        .field("b", "")
                        .raw("c", absent)
                        .endObject()
                        .toString());
    }

    @Test
    void joinsMembersWrittenElsewhere() {
        String members = new JsonBuilder().field("a", "x").field("b", 1).toString();
        assertEquals(
                "{\"z\":0,\"a\":\"x\",\"b\":1,\"y\":2}",
                new JsonBuilder()
                        .beginObject()
                        .field("z", 0)
                        .members(members)
                        .members("")
                        .field("y", 2)
                        .endObject()
                        .toString());
    }

    @Test
    void escapesOrReplacesWhatJsonOrUtf8CannotEncode() {
        assertEquals("\"\\\"\\\\/\\n\\r\\t\\u0000\\u001f\"", JsonBuilder.string("\"\\/\n\r\t\u0000\u001f"));
        assertEquals("\"\\u2028\\u2029\"", JsonBuilder.string("\u2028\u2029"));
        assertEquals("\"\u00e9\ud83d\ude00\"", JsonBuilder.string("\u00e9\ud83d\ude00"));
        assertEquals("\"\ufffda\ufffd\ufffd\"", JsonBuilder.string("\ud83da\ude00\ud83d"));
        assertEquals(
                "\"\\ud83da\\ude00\u00e9\"",
                new JsonBuilder().exactElement("\ud83da\ude00\u00e9").toString());
    }
}
