package org.ocppgateway.protocol.dictionary;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.ocppgateway.protocol.OcppVersion;

/** What holds for any text. The seed is in the report; {@code @Property(seed = "...")} repeats it. */
class PayloadReaderProperties {
    private static final String METER_VALUES = "{\"connectorId\":1,\"transactionId\":7,\"meterValue\":[{\"timestamp\":"
            + "\"2026-11-21T09:30:00.5+01:00\",\"sampledValue\":[{\"value\":\"21.5\",\"unit\":\"Celcius\"},"
            + "{\"value\":\"\\u00e9\",\"phase\":\"L1\",\"extra\":[1e5,null,true]}]}]}";
    private static final ObjectType TYPE =
            Objects.requireNonNull(Dictionary.of(OcppVersion.V1_6).type("MeterValuesRequest"));
    private static final List<PayloadReader> READERS = Stream.of(
                    Tolerance.STRICT, Tolerance.STANDARD, Tolerance.of(Set.of(Quirk.values())))
            .map(PayloadReader::new)
            .toList();

    @Property
    boolean anyTextIsReadWithoutAnException(@ForAll String text) {
        return isDecided(text);
    }

    @Property(tries = 5_000)
    boolean anySequenceOfTokensIsReadWithoutAnException(@ForAll("tokens") List<String> tokens) {
        return isDecided(String.join("", tokens));
    }

    @Property(tries = 5_000)
    boolean aDamagedPayloadIsReadWithoutAnException(
            @ForAll("places") int from, @ForAll("places") int to, @ForAll("token") String token) {
        String damaged = METER_VALUES.substring(0, Math.min(from, to))
                + token
                + METER_VALUES.substring(from % 2 == 0 ? Math.min(from, to) : Math.max(from, to));
        return isDecided(damaged);
    }

    @Property
    boolean anyTextIsADateOrNot(@ForAll String text) {
        return !Timestamps.isStandard(text) || Timestamps.parse(text) != null;
    }

    @Property
    boolean whatIsWrittenAsADateIsReadAsTheSame(
            @ForAll @LongRange(min = -62_135_596_800L, max = 253_402_300_799L) long second,
            @ForAll @IntRange(max = 999_999_999) int nanos) {
        String text = Timestamps.format(Instant.ofEpochSecond(second, nanos));
        String exact = Instant.ofEpochSecond(second, nanos).toString();
        return Timestamps.isStandard(text)
                && Instant.ofEpochSecond(second).equals(Timestamps.parse(text))
                && Instant.ofEpochSecond(second, nanos).equals(Timestamps.parse(exact));
    }

    @Provide
    Arbitrary<Integer> places() {
        return Arbitraries.integers().between(0, METER_VALUES.length());
    }

    @Provide
    Arbitrary<String> token() {
        return Arbitraries.of(
                "",
                "{",
                "}",
                "[",
                "]",
                ",",
                ":",
                "\"",
                "\\",
                "\\u",
                "\\ud800",
                "\0",
                "-",
                "0",
                "1e99",
                "null",
                "true",
                " ",
                "\"connectorId\":",
                "\"meterValue\":",
                "\"sampledValue\":",
                "\"timestamp\":",
                "\"value\":",
                "\"a\"",
                "\ud800",
                "\uFEFF",
                "1.0",
                "-1",
                "\"\"");
    }

    @Provide
    Arbitrary<List<String>> tokens() {
        return token().list().ofMaxSize(40);
    }

    /** Either a payload without a violation that counts, or at least one that says why not. */
    private static boolean isDecided(String text) {
        return READERS.stream().map(reader -> reader.read(TYPE, text)).allMatch(reading -> {
            boolean bounded = reading.violations().size() <= PayloadReader.MAX_VIOLATIONS;
            Payload payload = reading.payload();
            return bounded
                    && (payload == null ? !reading.valid() : payload.raw().equals(text));
        });
    }
}
