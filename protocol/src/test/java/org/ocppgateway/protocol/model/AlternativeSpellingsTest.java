package org.ocppgateway.protocol.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ocppgateway.protocol.dictionary.Field;
import org.ocppgateway.protocol.dictionary.ObjectType;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.dictionary.ReadResult;
import org.ocppgateway.protocol.dictionary.ValueType.EnumType;
import org.ocppgateway.protocol.json.JsonBuilder;

/** A backend may use another spelling than that of the contract. */
class AlternativeSpellingsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "change.availability ; {\"operationalStatus\":\"operative\"}    ; operationalStatus ; Operative",
                "change.availability ; {\"operationalStatus\":\"INOPERATIVE\"}  ; operationalStatus ; Inoperative",
                "reset               ; {\"type\":\"OnIdle\"}                    ; type              ; on-idle",
                "reset               ; {\"type\":\"on_idle\"}                   ; type              ; on-idle",
                "reset               ; {\"type\":\"Hard\"}                      ; type              ; hard",
                "reset               ; {\"type\":\"Immediate\"}                 ; type              ; hard",
                "reset               ; {\"type\":\"ImmediateAndResume\"}        ; type              ; immediate-and-resume",
                "remote.start        ; {\"idToken\":{\"value\":\"T\"}}          ; idToken           ; T",
                "remote.start        ; {\"idToken\":{\"idToken\":\"T\",\"type\":\"ISO14443\"}} ; idTokenType ; ISO14443",
                "remote.start        ; {\"idTag\":\"T\"}                        ; idToken           ; T",
                "remote.start        ; {\"idToken\":\"T\",\"groupIdToken\":\"G\"} ; groupIdToken  ; G",
                "reserve             ; {\"reservationId\":1,\"expiresAt\":\"2026-11-21T12:00:00Z\",\"idToken\":\"T\",\"parentIdTag\":\"G\"} ; groupId ; G",
                "send.local.list     ; {\"version\":1,\"updateType\":\"full\"}  ; updateType        ; Full",
            })
    void readsACommandInAlternativeSpellings(String type, String data, String field, String value) {
        assertEquals(value, read(UnifiedModel.readCommand(type, data)).text(field));
    }

    @Test
    void readsNestedValuesInAlternativeSpellings() {
        Payload data = read(UnifiedModel.readCommand("send.local.list", """
            {"version":1,"updateType":"Full","entries":[{"idToken":{"value":"T","type":"ISO14443"},"status":"Accepted"}]}"""));
        Payload entry = data.objects("entries").getFirst();
        assertEquals("T", entry.text("idToken"));
        assertEquals("ISO14443", entry.text("idTokenType"));
        assertEquals("accepted", entry.text("status"));
    }

    @Test
    void readsOneKeyAsAListOfOne() {
        for (String data : new String[] {"{\"keys\":\"A\"}", "{\"key\":\"A\"}", "{\"key\":[\"A\"]}"}) {
            assertEquals(
                    java.util.List.of("A"),
                    read(UnifiedModel.readCommand("get.configuration", data)).texts("keys"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Accepted, accepted",
        "NoCredit, no-credit",
        "NotAllowedTypeEVSE, not-allowed-type-evse",
        "ConcurrentTx, concurrent",
        "concurrent_tx, concurrent",
        "notAtThisTime, not-at-this-time",
    })
    void readsAReplyWithValuesOfOcpp(String written, String status) {
        Payload reply = read(UnifiedModel.readReply(
                EventType.AUTHORIZATION_REQUESTED, "{\"status\":\"" + written + "\",\"groupIdToken\":\"G\"}"));
        assertEquals(status, reply.text("status"));
        assertEquals("G", reply.text("groupId"));
    }

    @Test
    void readsEveryEnumerationValueInAnyCaseAndWithAnySeparator() {
        UnifiedModel.commands().commands().forEach(AlternativeSpellingsTest::assertReadInAnySpelling);
        UnifiedModel.replies().replies().forEach(AlternativeSpellingsTest::assertReadInAnySpelling);
    }

    private static void assertReadInAnySpelling(ObjectType type) {
        for (Field field : type.fields()) {
            if (field.type() instanceof EnumType words) {
                for (String word : words.values()) {
                    String written = word.toUpperCase(java.util.Locale.ROOT).replace('-', '_');
                    String read = AlternativeSpellings.replaced(type, JsonBuilder.object(field.name(), written));
                    assertEquals(JsonBuilder.object(field.name(), word), read);
                }
            }
        }
    }

    @Test
    void reportsRemainingViolationsForTheOriginalText() {
        ReadResult readResult =
                Objects.requireNonNull(UnifiedModel.readCommand("reset", "{\"type\":\"Warm\",\"evseId\":1}"));
        assertFalse(readResult.valid());
        assertEquals("/type", readResult.refusal().orElseThrow().path());
    }

    @Test
    void aFieldThatIsGivenTwiceIsNotValid() {
        ReadResult readResult =
                Objects.requireNonNull(UnifiedModel.readCommand("reset", "{\"type\":\"hard\",\"type\":\"soft\"}"));
        assertFalse(readResult.valid());
    }

    private static Payload read(@org.jspecify.annotations.Nullable ReadResult readResult) {
        assertNotNull(readResult);
        assertTrue(readResult.valid(), () -> readResult.violations().toString());
        return Objects.requireNonNull(readResult.payload());
    }
}
