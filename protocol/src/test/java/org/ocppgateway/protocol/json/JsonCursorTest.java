package org.ocppgateway.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCursorTest {
    private static final StringTable WANTED = new StringTable(List.of("a", "c"));

    @Test
    void readsMembersWithoutBraces() throws Exception {
        assertEquals(List.of("1", "x"), wanted("\"a\":1 , \"b\":{\"a\":[2,{}]},\"c\":\"x\""));
        assertEquals(List.of(), wanted(" "));
    }

    @Test
    void skipsAMemberWhoseNameHasEscapes() throws Exception {
        assertEquals(List.of("2"), wanted("\"\\u0061\\\"\":1,\"a\":2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a\":1}", "\"a\":1 \"c\":2", "\"a\":1,", "\"b\" 1", "b:1", "\"b\":", "\"b\":{\"a\":1"})
    void refusesMembersThatAreMalformed(String members) {
        assertThrows(MalformedJsonException.class, () -> wanted(members));
    }

    private static List<String> wanted(String members) throws MalformedJsonException {
        List<String> values = new ArrayList<>();
        JsonCursor cursor = new JsonCursor(members, 3);
        for (boolean more = !cursor.atEnd(); more; more = cursor.next()) {
            if (cursor.takeName(WANTED, 0) < 0) {
                cursor.skipMember();
            } else {
                values.add(cursor.text());
            }
        }
        return values;
    }
}
