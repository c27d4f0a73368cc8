package org.ocppgateway.protocol.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonParser;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.dictionary.Dictionary;
import org.ocppgateway.protocol.dictionary.ObjectType;
import org.ocppgateway.protocol.property.Property;
import org.ocppgateway.protocol.property.RandomPayloads;

class IdTokenMaskTest {
    private static final IdTokenMask MASK = IdTokenMask.with("the same on all pods");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'idTag':'TAG1'}",
                "{'id\\u0054ag':'TAG1'}",
                "{'idTagInfo':{'parentIdTag':'TAG1'}}",
                "{'idToken':{'idToken':'TAG1','type':'ISO14443'}}",
                "{'idToken':{'idToken':'x','additionalInfo':[{'additionalIdToken':'TAG1','type':'t'}]}}",
                "{'groupIdToken':{'idToken':'TAG1','type':'Central'}}",
                "{'idToken':{'value':'TAG1'}}",
                "{'idTag':'TAG1"
            })
    void masksEveryToken(String json) {
        assertFalse(MASK.payload(json.replace('\'', '"')).contains("TAG1"), MASK.payload(json.replace('\'', '"')));
    }

    @Test
    void masksOneTokenTheSameEverywhere() {
        String hash = JsonParser.parseString(MASK.payload("{\"idTag\":\"TAG1\"}"))
                .getAsJsonObject()
                .get("idTag")
                .getAsString();
        assertEquals(IdTokenMask.LENGTH, hash.length());
        assertEquals("{\"idTag\":\"" + hash + "\"}", MASK.payload("{\"idTag\":\"tag1\"}"));
        assertEquals("\"idToken\":{\"value\":\"" + hash + "\"}", MASK.fields("\"idToken\":{\"value\":\"TAG1\"}"));
    }

    @Test
    void hashDependsOnTokenAndSecret() {
        String json = "{\"idTag\":\"TAG1\"}";
        assertNotEquals(MASK.payload(json), MASK.payload("{\"idTag\":\"TAG2\"}"));
        assertNotEquals(
                MASK.payload(json), IdTokenMask.with("another one, as long").payload(json));
        assertNotEquals(MASK.contentKey("a"), MASK.contentKey("b"));
    }

    @Test
    void changesNothingElse() {
        String json = "{\"idTag\":\"T\",\"meterStart\":1.50,\"idToken\":null}";
        assertEquals(
                "1.50",
                JsonParser.parseString(MASK.payload(json))
                        .getAsJsonObject()
                        .get("meterStart")
                        .toString());
        String without = "{\"meterStart\":1.50}";
        assertSame(without, MASK.payload(without));
        assertSame(json, IdTokenMask.NONE.payload(json));
        assertEquals("k", IdTokenMask.NONE.contentKey("k"));
    }

    @Test
    void refusesAShortSecret() {
        assertThrows(IllegalArgumentException.class, () -> IdTokenMask.with("too short"));
    }

    @Test
    void keepsTheFieldsOfAnyMessage() {
        Property.holds(500, random -> {
            ObjectType type = Dictionary.of(OcppVersion.V2_1).type("TransactionEventRequest");
            String payload = RandomPayloads.valid(random).of(Objects.requireNonNull(type));
            assertEquals(members(payload), members(MASK.payload(payload)));
        });
    }

    private static Set<String> members(String json) {
        return JsonParser.parseString(json).getAsJsonObject().keySet();
    }
}
