package org.ocppgateway.protocol.dictionary;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.OcppVersion;

/** Intended differences between the strict reader and the official schemas, with their reasons. */
final class DeliberateDifference {
    private static final Pattern ZERO_FRACTION = Pattern.compile(":(1\\.0|1E\\+2)[,}]");

    private DeliberateDifference() {}

    /** Returns the reason, or null if a difference in this case is an error. */
    static @Nullable String reason(OcppVersion version, String keyword, String path, String json) {
        if (version == OcppVersion.V1_6 && path.startsWith("/transactionData/") && json.contains("Celsius")) {
            return "Celsius is a unit in StopTransaction as it is in MeterValues";
        }
        if (version == OcppVersion.V1_6
                && keyword.equals("type")
                && ZERO_FRACTION.matcher(json).find()) {
            return "1.0 is a whole number, as in 2.x: draft 4 of JSON Schema says no, draft 6 yes";
        }
        if (keyword.equals("format") && json.contains("t09:30:00z")) {
            return "t and z in a date: RFC 3339 leaves it open, most programs cannot read it; tolerated by date-spelling";
        }
        if (keyword.equals("format") && json.contains("23:59:60Z")) {
            return "a leap second: most programs cannot read it; tolerated by date-spelling";
        }
        return null;
    }
}
