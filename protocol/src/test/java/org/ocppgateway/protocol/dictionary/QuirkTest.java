package org.ocppgateway.protocol.dictionary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QuirkTest {
    private static final ObjectType TYPE = ReadResults.type("""
        type Trial
          name      string(5)
          count     integer
          share     number
          at        dateTime
          color     red | green
          parts     Part[1..2]
          open      boolean
          remark    string
          names     string[1..2]
        type Part
          id*       integer
        """);

    @Test
    void nullForAbsentCountsAsAbsent() {
        assertNull(tolerated(Quirk.NULL_FOR_ABSENT, "/name", "{\"name\":null}").text("name"));
        assertTrue(read(Tolerance.STANDARD, "null").valid());
        ReadResult required = read(Tolerance.of(Set.of(Quirk.NULL_FOR_ABSENT)), "{\"parts\":[{\"id\":null}]}");
        assertEquals(Violation.Kind.OCCURRENCE, required.refusal().orElseThrow().kind());
    }

    @Test
    void extraFieldIsIgnored() {
        tolerated(Quirk.EXTRA_FIELD, "/connectorId", "{\"connectorId\":{\"a\":[1,2]}}");
    }

    @Test
    void dateInAnotherFormatIsRewritten() {
        assertEquals(
                "2026-11-21T07:30:00Z",
                tolerated(Quirk.DATE_SPELLING, "/at", "{\"at\":\"2026-11-21 09:30:00+02\"}")
                        .text("at"));
    }

    @Test
    void emptyDateCountsAsAbsent() {
        assertNull(tolerated(Quirk.EMPTY_DATE, "/at", "{\"at\":\"\"}").text("at"));
    }

    @Test
    void celciusBecomesCelsius() {
        String json = "{\"connectorId\":1,\"meterValue\":[{\"timestamp\":\"2026-11-21T09:30:00Z\","
                + "\"sampledValue\":[{\"value\":\"21\",\"unit\":\"Celcius\"}]}]}";
        ReadResult readResult =
                new PayloadReader(Tolerance.STANDARD).read(ReadResults.ocpp16("MeterValuesRequest"), json);
        assertEquals("/meterValue/0/sampledValue/0/unit", only(readResult, Quirk.MISSPELT_CELSIUS));
        Payload sample = ReadResults.payload(readResult)
                .objects("meterValue")
                .getFirst()
                .objects("sampledValue")
                .getFirst();
        assertEquals("Celsius", sample.text("unit"));
    }

    @Test
    void emptyReasonCountsAsAbsent() {
        String json = "{\"meterStop\":1,\"timestamp\":\"2026-11-21T09:30:00Z\",\"transactionId\":7,\"reason\":\"\"}";
        ReadResult readResult =
                new PayloadReader(Tolerance.STANDARD).read(ReadResults.ocpp16("StopTransactionRequest"), json);
        assertEquals("/reason", only(readResult, Quirk.EMPTY_WORD));
        assertNull(ReadResults.payload(readResult).text("reason"));
    }

    @Test
    void emptyRequiredEnumerationValueIsMissing() {
        String json = "{\"connectorId\":1,\"errorCode\":\"NoError\",\"status\":\"\"}";
        ReadResult readResult =
                new PayloadReader(Tolerance.STANDARD).read(ReadResults.ocpp16("StatusNotificationRequest"), json);
        assertEquals("/status is missing", readResult.refusal().orElseThrow().explanation());
    }

    @Test
    void stopWithoutReasonIsValid() {
        String json = "{\"meterStop\":1,\"timestamp\":\"2026-11-21T09:30:00Z\",\"transactionId\":7}";
        ReadResult readResult =
                new PayloadReader(Tolerance.STANDARD).read(ReadResults.ocpp16("StopTransactionRequest"), json);
        assertEquals(List.of(), readResult.violations());
    }

    @Test
    void transactionIdWithoutTransactionIsReported() {
        for (String id : List.of("-1", "0", "9223372036854775807")) {
            String json = "{\"meterStop\":1,\"timestamp\":\"2026-11-21T09:30:00Z\",\"reason\":\"Local\","
                    + "\"transactionId\":" + id + "}";
            ReadResult readResult =
                    new PayloadReader(Tolerance.STANDARD).read(ReadResults.ocpp16("StopTransactionRequest"), json);
            assertEquals("/transactionId", only(readResult, Quirk.NO_TRANSACTION_ID));
            assertEquals(id, ReadResults.payload(readResult).text("transactionId"));
        }
    }

    @Test
    void tooLongStringIsKept() {
        assertEquals(
                "abcdefg",
                tolerated(Quirk.STRING_LENGTH, "/name", "{\"name\":\"abcdefg\"}")
                        .text("name"));
    }

    @Test
    void unknownEnumerationValueIsKept() {
        assertEquals(
                "blue",
                tolerated(Quirk.UNKNOWN_WORD, "/color", "{\"color\":\"blue\"}").text("color"));
    }

    @Test
    void numberForAStringBecomesItsText() {
        assertEquals(
                "1.50",
                tolerated(Quirk.NUMBER_FOR_STRING, "/name", "{\"name\":1.50}").text("name"));
    }

    @Test
    void stringForANumberBecomesTheNumber() {
        assertEquals(
                "-1.5",
                tolerated(Quirk.STRING_FOR_NUMBER, "/share", "{\"share\":\" -1,5 \"}")
                        .text("share"));
        assertEquals(
                12L,
                tolerated(Quirk.STRING_FOR_NUMBER, "/count", "{\"count\":\"12\"}")
                        .integer("count"));
        assertFalse(read(Tolerance.of(Set.of(Quirk.STRING_FOR_NUMBER)), "{\"count\":\"twelve\"}")
                .valid());
    }

    @Test
    void fractionOfAnIntegerIsRemoved() {
        assertEquals(
                12L, tolerated(Quirk.DECIMALS, "/count", "{\"count\":12.75}").integer("count"));
    }

    @Test
    void singleValueForAnArrayBecomesTheArray() {
        assertEquals(
                List.of("a"),
                tolerated(Quirk.OBJECT_FOR_ARRAY, "/names", "{\"names\":\"a\"}").texts("names"));
    }

    @Test
    void arrayOfOneElementBecomesTheElement() {
        assertEquals(
                "a",
                tolerated(Quirk.ARRAY_FOR_VALUE, "/name", "{\"name\":[\"a\"]}").text("name"));
        assertEquals(
                7L,
                tolerated(Quirk.ARRAY_FOR_VALUE, "/count", "{\"count\":[7]}").integer("count"));
        for (String several : List.of("[]", "[1,2]", "[[1]]", "[{}]")) {
            ReadResult reading = read(Tolerance.of(Set.of(Quirk.ARRAY_FOR_VALUE)), "{\"count\":" + several + "}");
            assertFalse(reading.valid(), several);
            assertNull(ReadResults.payload(reading).integer("count"), several);
        }
    }

    @Test
    void lastUsableValueOfARepeatedFieldCounts() {
        for (String values : List.of("\"name\":\"a\",\"name\":\"b\"", "\"name\":\"b\",\"name\":null")) {
            ReadResult reading =
                    read(Tolerance.of(Set.of(Quirk.DUPLICATE_FIELD, Quirk.NULL_FOR_ABSENT)), '{' + values + '}');
            assertTrue(reading.valid(), values);
            assertEquals("b", ReadResults.payload(reading).text("name"));
        }
        tolerated(Quirk.DUPLICATE_FIELD, "/name", "{\"name\":\"a\",\"name\":\"b\"}");
    }

    @Test
    void booleanForAStringBecomesItsText() {
        assertEquals(
                "true",
                tolerated(Quirk.OBJECT_FOR_STRING, "/name", "{\"name\":true}").text("name"));
    }

    @Test
    void numberOfSecondsSince1970IsADate() {
        assertEquals(
                "2026-11-21T09:30:00Z",
                tolerated(Quirk.DATE_SPELLING, "/at", "{\"at\":1795253400}").text("at"));
    }

    @Test
    void objectForAnArrayBecomesTheArray() {
        Payload payload = tolerated(Quirk.OBJECT_FOR_ARRAY, "/parts", "{\"parts\":{\"id\":3}}");
        assertEquals(3L, payload.objects("parts").getFirst().integer("id"));
    }

    @Test
    void misspeltEnumerationValueBecomesTheValue() {
        for (String spelling : List.of("RED", "Red", "r e d", "re-d")) {
            assertEquals(
                    "red",
                    tolerated(Quirk.WORD_SPELLING, "/color", "{\"color\":\"" + spelling + "\"}")
                            .text("color"));
        }
    }

    @Test
    void booleanInAnotherFormBecomesTheBoolean() {
        for (String yes : List.of("1", "\"true\"", "\"True\"", "\"1\"")) {
            assertEquals(
                    true,
                    tolerated(Quirk.BOOLEAN_SPELLING, "/open", "{\"open\":" + yes + "}")
                            .flag("open"));
        }
        assertEquals(
                false,
                tolerated(Quirk.BOOLEAN_SPELLING, "/open", "{\"open\":0}").flag("open"));
        assertFalse(read(Tolerance.of(Set.of(Quirk.BOOLEAN_SPELLING)), "{\"open\":2}")
                .valid());
    }

    @Test
    void anyValueForAnUnlimitedStringBecomesItsText() {
        assertEquals(
                "{\"a\":[1.50,null]}",
                tolerated(Quirk.OBJECT_FOR_STRING, "/remark", "{\"remark\": {\"a\" : [1.50, null]}}")
                        .text("remark"));
        assertFalse(read(Tolerance.of(Set.of(Quirk.OBJECT_FOR_STRING)), "{\"name\":{}}")
                .valid());
    }

    @Test
    void unreadableFieldCostsOnlyThatField() {
        Payload payload = tolerated(Quirk.UNREADABLE_FIELD, "/at", "{\"at\":\"yesterday\",\"count\":7}");
        assertNull(payload.text("at"));
        assertEquals(7L, payload.integer("count"));
        assertEquals(
                2L,
                tolerated(Quirk.UNREADABLE_FIELD, "/parts/0/id", "{\"parts\":[{},{\"id\":2}]}")
                        .objects("parts")
                        .get(1)
                        .integer("id"));
        tolerated(Quirk.UNREADABLE_FIELD, "/parts", "{\"parts\":[]}");
        tolerated(Quirk.UNREADABLE_FIELD, "/name", "{\"name\":[\"abc\"]}");
        tolerated(Quirk.UNREADABLE_FIELD, "/count", "{\"count\":1,\"count\":2}");
    }

    @Test
    void unreadableRequiredFieldMakesThePayloadInvalid() {
        ReadResult readResult =
                new PayloadReader(Tolerance.STANDARD).read(ReadResults.ocpp16("AuthorizeRequest"), "{\"idTag\":{}}");
        assertEquals(
                "/idTag is not a string", readResult.refusal().orElseThrow().explanation());
    }

    @Test
    void extremelyLongStringIsNotKept() {
        String text = "x".repeat(PayloadReader.MAX_TEXT_LENGTH + 1);
        Payload payload = tolerated(Quirk.UNREADABLE_FIELD, "/name", "{\"name\":\"" + text + "\"}");
        assertNull(payload.text("name"));
        assertEquals(
                text.substring(1),
                tolerated(Quirk.STRING_LENGTH, "/name", "{\"name\":\"" + text.substring(1) + "\"}")
                        .text("name"));
        assertNull(tolerated(Quirk.UNREADABLE_FIELD, "/color", "{\"color\":\"" + text + "\"}")
                .text("color"));
    }

    @Test
    void convertsValuesUnderAnyTolerance() {
        Payload payload = ReadResults.payload(
                read(
                        Tolerance.STRICT,
                        "{\"name\":5,\"count\":\"007\",\"share\":\"+1,50\",\"at\":\"2026-11-21 09:30\",\"color\":\"RED\",\"parts\":{\"id\":\"3\"}}"));
        assertEquals("5", payload.text("name"));
        assertEquals(7L, payload.integer("count"));
        assertEquals("1.50", payload.text("share"));
        assertEquals("2026-11-21T09:30:00Z", payload.text("at"));
        assertEquals("red", payload.text("color"));
        assertEquals(3L, payload.objects("parts").getFirst().integer("id"));
    }

    @ParameterizedTest
    @EnumSource
    void findsAQuirkByItsLabel(Quirk quirk) {
        assertEquals(Optional.of(quirk), Quirk.ofLabel(quirk.label()));
    }

    @Test
    void rulesCanBeLimitedToVendorModelAndFirmware() {
        List<Tolerance.Rule> rules = List.of(
                new Tolerance.Rule(Quirk.EXTRA_FIELD, null, null, null),
                new Tolerance.Rule(Quirk.UNKNOWN_WORD, "Legrand", null, null),
                new Tolerance.Rule(Quirk.STRING_LENGTH, "schneider*", "EVlink", "3.*"));
        assertEquals(Set.of(Quirk.EXTRA_FIELD), forgiven(Tolerance.of(rules, null, null, null)));
        assertEquals(
                Set.of(Quirk.EXTRA_FIELD, Quirk.UNKNOWN_WORD), forgiven(Tolerance.of(rules, "LEGRAND", "x", null)));
        assertEquals(
                Set.of(Quirk.EXTRA_FIELD, Quirk.STRING_LENGTH),
                forgiven(Tolerance.of(rules, "Schneider Electric", "EVLINK", "3.2")));
        assertEquals(Set.of(Quirk.EXTRA_FIELD), forgiven(Tolerance.of(rules, "Schneider Electric", "EVlink", "4.0")));
    }

    private static Set<Quirk> forgiven(Tolerance tolerance) {
        return Set.of(Quirk.values()).stream().filter(tolerance::tolerates).collect(Collectors.toSet());
    }

    /** Asserts that the payload is refused without the quirk and accepted with it, with the quirk in the violation. */
    private static Payload tolerated(Quirk quirk, String path, String json) {
        assertFalse(read(Tolerance.STRICT, json).valid(), json);
        ReadResult readResult = read(Tolerance.of(Set.of(quirk)), json);
        assertEquals(path, only(readResult, quirk));
        return ReadResults.payload(readResult);
    }

    private static String only(ReadResult readResult, Quirk quirk) {
        assertEquals(
                1, readResult.violations().size(), () -> readResult.violations().toString());
        assertTrue(readResult.valid());
        assertEquals(quirk.label(), readResult.violations().getFirst().quirk());
        return readResult.violations().getFirst().path();
    }

    private static ReadResult read(Tolerance tolerance, String json) {
        return new PayloadReader(tolerance).read(TYPE, json);
    }
}
