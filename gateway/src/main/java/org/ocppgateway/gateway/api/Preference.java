package org.ocppgateway.gateway.api;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The header {@code Prefer} (RFC 7240): {@code wait=N} in seconds, or {@code respond-async}. Other preferences are ignored. */
record Preference(Duration timeout) {
    private static final Duration DEFAULT = Duration.ofSeconds(30);
    private static final int MAX_SECONDS = 120;

    static Preference of(@Nullable String header) throws ApiProblem {
        Duration wait = DEFAULT;
        for (String each : (header == null ? "" : header).split("[,;]")) {
            String preference = each.strip().toLowerCase(Locale.ROOT).replace("\"", "");
            if (preference.equals("respond-async")) {
                return new Preference(Duration.ZERO);
            }
            if (preference.matches("wait\\s*=.*")) {
                wait = seconds(preference.substring(preference.indexOf('=') + 1).strip());
            }
        }
        return new Preference(wait);
    }

    /** A longer wait is shortened: it is a preference. */
    private static Duration seconds(String text) throws ApiProblem {
        if (!text.matches("\\d{1,9}")) {
            throw ApiProblem.badRequest("Prefer: wait must be a number of seconds");
        }
        return Duration.ofSeconds(Math.min(Integer.parseInt(text), MAX_SECONDS));
    }
}
