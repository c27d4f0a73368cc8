package org.ocppgateway.protocol.translation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.dictionary.Timestamps;
import org.ocppgateway.protocol.dictionary.ValueType.EnumType;

/** The unified model's words in OCPP's, where all versions have the same; what is not listed counts as the most careful one. */
public final class UnifiedVocabulary {
    private UnifiedVocabulary() {}

    /** Why a transaction ended: Local if nothing is said. */
    public static String stopReason(@Nullable Payload holder, String field) {
        String reason = holder == null ? null : knownOr(holder, field, "Other");
        return reason == null ? "Local" : reason;
    }

    /** The word in a field if OCPP has it, else OCPP's own word for any other; null if the field is absent. */
    public static @Nullable String knownOr(Payload message, String field, String other) {
        String word = message.text(field);
        boolean unknown =
                word != null && message.type().typeOf(field) instanceof EnumType words && !words.contains(word);
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

    /** A date in the spelling that every charge point understands; null if none is given. */
    public static @Nullable String date(@Nullable String text) {
        Instant instant = text == null ? null : Timestamps.parse(text);
        return instant == null ? null : Timestamps.format(instant);
    }
}
