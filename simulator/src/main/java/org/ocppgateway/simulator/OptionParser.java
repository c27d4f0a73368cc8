package org.ocppgateway.simulator;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ocppgateway.simulator.behaviour.Persona;
import org.ocppgateway.simulator.fleet.FleetSlice;
import org.ocppgateway.simulator.fleet.PersonaMix;
import picocli.CommandLine.TypeConversionException;

/** Parses option values with units. */
final class OptionParser {
    private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?) ?(ms|s|m|h|d)");
    private static final Pattern RATE = Pattern.compile("(\\d+(?:\\.\\d+)?)(?:/s)?");
    private static final Pattern SHARE = Pattern.compile("(\\d+(?:\\.\\d+)?) ?%");

    private static final Pattern SLICE = Pattern.compile("(\\d{1,3})/(\\d{1,3})");

    private OptionParser() {}

    /** Parses a duration, for example {@code 90s} or {@code 1.5h}. */
    static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new TypeConversionException(
                    "'" + text + "' is not a duration; write for example 500ms, 90s, 10m or 2h");
        }
        long unitMillis = switch (matcher.group(2)) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 86_400_000;
        };
        return Duration.ofMillis(new BigDecimal(matcher.group(1))
                .multiply(BigDecimal.valueOf(unitMillis))
                .longValue());
    }

    /** Parses a rate per second, for example {@code 200/s} or {@code 200}. */
    static double rate(String text) {
        Matcher matcher = RATE.matcher(text);
        if (!matcher.matches()) {
            throw new TypeConversionException("'" + text + "' is not a rate; write for example 200/s");
        }
        return Double.parseDouble(matcher.group(1));
    }

    /** Parses persona shares, for example {@code silent=1%,flooder=0.1%}. */
    static PersonaMix personas(String text) {
        Map<Persona, Double> shares = new EnumMap<>(Persona.class);
        for (String part : text.split(",", -1)) {
            String[] sides = part.strip().split("=", 2);
            Persona persona = Persona.ofLabel(sides[0])
                    .filter(known -> sides.length == 2)
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + part + "' is not a persona and its share; write for example silent=1%,flooder=0.1%"));
            shares.put(persona, share(sides[1]));
        }
        try {
            return PersonaMix.of(shares);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    /** Parses a fleet slice, for example {@code 0/6}. */
    static FleetSlice slice(String text) {
        Matcher matcher = SLICE.matcher(text);
        if (!matcher.matches()) {
            throw new TypeConversionException("'" + text + "' is not a slice; write for example 0/6");
        }
        return new FleetSlice(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    /** Parses a percentage and returns a fraction from 0 to 1, for example {@code 10%}. */
    static double share(String text) {
        Matcher matcher = SHARE.matcher(text);
        if (!matcher.matches()) {
            throw new TypeConversionException("'" + text + "' is not a share; write for example 10%");
        }
        return Double.parseDouble(matcher.group(1)) / 100;
    }
}
