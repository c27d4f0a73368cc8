package org.ocppgateway.simulator;

import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.simulator.fleet.VersionMix;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses a version mix, for example {@code 1.6=50,2.0.1=30,2.1=20}, or a single version. */
public final class VersionMixConverter implements ITypeConverter<VersionMix> {
    private static final Pattern WEIGHT = Pattern.compile(" ?([0-9.]+)(?:=([0-9]{1,9}))? ?");

    @Override
    public VersionMix convert(String text) {
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
}
