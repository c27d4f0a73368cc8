package org.ocppgateway.protocol.translation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.Timestamps;

/** The unified model's words in OCPP's, where all versions have the same; what is not listed counts as the most careful one. */
public final class UnifiedWords {
    private UnifiedWords() {}

    public static String registration(String status) {
        return switch (status) {
            case "accepted" -> "Accepted";
            case "pending" -> "Pending";
            default -> "Rejected";
        };
    }

    public static String dataTransfer(String status) {
        return switch (status) {
            case "accepted" -> "Accepted";
            case "unknown-message" -> "UnknownMessageId";
            case "unknown-vendor" -> "UnknownVendorId";
            default -> "Rejected";
        };
    }

    /** A date in the spelling that every charge point understands; null if none is given. */
    public static @Nullable String date(@Nullable String text) {
        Instant instant = text == null ? null : Timestamps.parse(text);
        return instant == null ? null : Timestamps.format(instant);
    }
}
