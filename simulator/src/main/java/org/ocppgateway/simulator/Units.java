package org.ocppgateway.simulator;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.simulator.fleet.VersionMix;
import picocli.CommandLine.TypeConversionException;

/** Values with units, as people type them. */
final class Units {
    private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?) ?(ms|s|m|h|d)");
    private static final Pattern RATE = Pattern.compile("(\\d+(?:\\.\\d+)?)(?:/s)?");
    private static final Pattern SHARE = Pattern.compile("(\\d+(?:\\.\\d+)?) ?%");

    private static final Pattern WEIGHT = Pattern.compile(" ?([0-9.]+)(?:=([0-9]{1,9}))? ?");

    private Units() {}

    /** For example {@code 90s} or {@code 1.5h}. */
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

    /** Per second, for example {@code 200/s} or {@code 200}. */
    static double rate(String text) {
        Matcher matcher = RATE.matcher(text);
        if (!matcher.matches()) {
            throw new TypeConversionException("'" + text + "' is not a rate; write for example 200/s");
        }
        return Double.parseDouble(matcher.group(1));
    }

    /** For example {@code 1.6=50,2.0.1=30,2.1=20}, or one version alone. */
    static VersionMix versions(String text) {
        Map<OcppVersion, Integer> weights = new EnumMap<>(OcppVersion.class);
        for (String part : text.split(",", -1)) {
            Matcher matcher = WEIGHT.matcher(part);
            OcppVersion version = matcher.matches()
                    ? OcppVersion.ofSubprotocol("ocpp" + matcher.group(1)).orElse(null)
                    : null;
            if (version == null || weights.containsKey(version)) {
                throw new TypeConversionException(
                        "'" + text + "' is not a mix of versions; write for example 1.6=50,2.0.1=30,2.1=20");
            }
            weights.put(version, matcher.group(2) == null ? 1 : Integer.parseInt(matcher.group(2)));
        }
        try {
            return VersionMix.of(weights);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    /** Between 0 and 1, for example {@code 10%}. */
    static double share(String text) {
        Matcher matcher = SHARE.matcher(text);
        if (!matcher.matches()) {
            throw new TypeConversionException("'" + text + "' is not a share; write for example 10%");
        }
        return Double.parseDouble(matcher.group(1)) / 100;
    }
}
