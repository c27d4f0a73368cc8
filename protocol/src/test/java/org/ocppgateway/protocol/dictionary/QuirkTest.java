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
    private static final ObjectType TYPE = Readings.type("""
        type Trial
          name      string(5)
          count     integer
          share     number
          at        dateTime
          color     red | green
          parts     Part[1..2]
        type Part
          id*       integer
        """);

    @Test
    void nullForAbsentCountsAsAbsent() {
        assertNull(tolerated(Quirk.NULL_FOR_ABSENT, "/name", "{\"name\":null}").text("name"));
        assertTrue(read(Tolerance.STANDARD, "null").valid());
        Reading required = read(Tolerance.STANDARD, "{\"parts\":[{\"id\":null}]}");
        assertEquals(Violation.Kind.OCCURRENCE, required.refusal().orElseThrow().kind());
    }

    @Test
    void anExtraFieldIsPassedOver() {
        tolerated(Quirk.EXTRA_FIELD, "/connectorId", "{\"connectorId\":{\"a\":[1,2]}}");
    }

    @Test
    void anotherSpellingOfADateIsRewritten() {
        assertEquals(
                "2026-11-21T07:30:00Z",
                tolerated(Quirk.DATE_SPELLING, "/at", "{\"at\":\"2026-11-21 09:30:00+02\"}")
                        .text("at"));
    }

    @Test
    void anEmptyDateCountsAsAbsent() {
        assertNull(tolerated(Quirk.EMPTY_DATE, "/at", "{\"at\":\"\"}").text("at"));
    }

    @Test
    void celciusBecomesCelsius() {
        String json = "{\"connectorId\":1,\"meterValue\":[{\"timestamp\":\"2026-11-21T09:30:00Z\","
                + "\"sampledValue\":[{\"value\":\"21\",\"unit\":\"Celcius\"}]}]}";
        Reading reading = new PayloadReader(Tolerance.STANDARD).read(Readings.ocpp16("MeterValuesRequest"), json);
        assertEquals("/meterValue/0/sampledValue/0/unit", only(reading, Quirk.MISSPELT_CELSIUS));
        Payload sample = Readings.payload(reading)
                .objects("meterValue")
                .getFirst()
                .objects("sampledValue")
                .getFirst();
        assertEquals("Celsius", sample.text("unit"));
    }

    @Test
    void anEmptyReasonCountsAsNone() {
        String json = "{\"meterStop\":1,\"timestamp\":\"2026-11-21T09:30:00Z\",\"transactionId\":7,\"reason\":\"\"}";
        Reading reading = new PayloadReader(Tolerance.STANDARD).read(Readings.ocpp16("StopTransactionRequest"), json);
        assertEquals("/reason", only(reading, Quirk.EMPTY_WORD));
        assertNull(Readings.payload(reading).text("reason"));
    }

    @Test
    void anEmptyWordThatIsRequiredIsMissing() {
        String json = "{\"connectorId\":1,\"errorCode\":\"NoError\",\"status\":\"\"}";
        Reading reading =
                new PayloadReader(Tolerance.STANDARD).read(Readings.ocpp16("StatusNotificationRequest"), json);
        assertEquals("/status is missing", reading.refusal().orElseThrow().explanation());
    }

    @Test
    void aStopWithoutReasonIsAsTheStandardHasIt() {
        String json = "{\"meterStop\":1,\"timestamp\":\"2026-11-21T09:30:00Z\",\"transactionId\":7}";
        Reading reading = new PayloadReader(Tolerance.STANDARD).read(Readings.ocpp16("StopTransactionRequest"), json);
        assertEquals(List.of(), reading.violations());
    }

    @Test
    void aTransactionIdThatMeansNoneIsMarked() {
        for (String id : List.of("-1", "0", "9223372036854775807")) {
            String json = "{\"meterStop\":1,\"timestamp\":\"2026-11-21T09:30:00Z\",\"reason\":\"Local\","
                    + "\"transactionId\":" + id + "}";
            Reading reading =
                    new PayloadReader(Tolerance.STANDARD).read(Readings.ocpp16("StopTransactionRequest"), json);
            assertEquals("/transactionId", only(reading, Quirk.NO_TRANSACTION_ID));
            assertEquals(id, Readings.payload(reading).text("transactionId"));
        }
    }

    @Test
    void aStringTooLongIsKept() {
        assertEquals(
                "abcdefg",
                tolerated(Quirk.STRING_LENGTH, "/name", "{\"name\":\"abcdefg\"}")
                        .text("name"));
    }

    @Test
    void anUnknownWordIsKept() {
        assertEquals(
                "blue",
                tolerated(Quirk.UNKNOWN_WORD, "/color", "{\"color\":\"blue\"}").text("color"));
    }

    @Test
    void aNumberForAStringBecomesItsText() {
        assertEquals(
                "1.50",
                tolerated(Quirk.NUMBER_FOR_STRING, "/name", "{\"name\":1.50}").text("name"));
    }

    @Test
    void aStringForANumberBecomesTheNumber() {
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
    void decimalsOfAWholeNumberAreCutOff() {
        assertEquals(
                12L, tolerated(Quirk.DECIMALS, "/count", "{\"count\":12.75}").integer("count"));
    }

    @Test
    void oneObjectForAnArrayBecomesTheArray() {
        Payload payload = tolerated(Quirk.OBJECT_FOR_ARRAY, "/parts", "{\"parts\":{\"id\":3}}");
        assertEquals(3L, payload.objects("parts").getFirst().integer("id"));
    }

    @ParameterizedTest
    @EnumSource
    void aQuirkIsFoundByItsLabel(Quirk quirk) {
        assertEquals(Optional.of(quirk), Quirk.ofLabel(quirk.label()));
    }

    @Test
    void rulesCanBeLimitedToAVendorAModelOrAFirmware() {
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
        return Set.of(Quirk.values()).stream().filter(tolerance::forgives).collect(Collectors.toSet());
    }

    /** Refused without the quirk, accepted and marked with it. */
    private static Payload tolerated(Quirk quirk, String path, String json) {
        assertFalse(read(Tolerance.STRICT, json).valid(), json);
        Reading reading = read(Tolerance.of(Set.of(quirk)), json);
        assertEquals(path, only(reading, quirk));
        return Readings.payload(reading);
    }

    private static String only(Reading reading, Quirk quirk) {
        assertEquals(1, reading.violations().size(), () -> reading.violations().toString());
        assertTrue(reading.valid());
        assertEquals(quirk.label(), reading.violations().getFirst().quirk());
        return reading.violations().getFirst().path();
    }

    private static Reading read(Tolerance tolerance, String json) {
        return new PayloadReader(tolerance).read(TYPE, json);
    }
}
