package org.ocppgateway.protocol.translation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.dictionary.Timestamps;
import org.ocppgateway.protocol.dictionary.ValueType.EnumType;

/**
 * Maps values of the unified model to OCPP where all versions have the same values. An unknown value maps to the most
 * restrictive one.
 */
public final class UnifiedVocabulary {
    private UnifiedVocabulary() {}

    /** Returns why a transaction ended: Local if the message gives no reason, Other if the reason is unknown or unusable. */
    public static String stopReason(@Nullable Payload holder, String field) {
        if (holder == null) {
            return "Local";
        }
        String reason = knownOr(holder, field, "Other");
        String otherwise = holder.unusable(field) ? "Other" : "Local";
        return reason == null ? otherwise : reason;
    }

    /** Returns the value of a field if OCPP defines it, otherwise {@code other}, or null if the field is absent. */
    public static @Nullable String knownOr(Payload message, String field, String other) {
        String word = message.text(field);
        boolean unknown = word != null
                && message.type().typeOf(field) instanceof EnumType enumeration
                && !enumeration.contains(word);
        return unknown ? other : word;
    }

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

    /** Returns a date in the format that every charge point understands, or null if there is none. */
    public static @Nullable String date(@Nullable String text) {
        Instant instant = text == null ? null : Timestamps.parse(text);
        return instant == null ? null : Timestamps.format(instant);
    }
}
