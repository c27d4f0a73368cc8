package org.ocppgateway.protocol.v16;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.Timestamps;
import org.ocppgateway.protocol.json.JsonText;

/** Where 1.6 has another word, or another spelling, than the unified model. What is not listed is the same, or unknown to 1.6. */
final class Words {
    private Words() {}

    static String idTagStatus(String status) {
        return switch (status) {
            case "accepted" -> "Accepted";
            case "blocked" -> "Blocked";
            case "expired" -> "Expired";
            case "concurrent" -> "ConcurrentTx";
            default -> "Invalid";
        };
    }

    static String registration(String status) {
        return switch (status) {
            case "accepted" -> "Accepted";
            case "pending" -> "Pending";
            default -> "Rejected";
        };
    }

    static String dataTransfer(String status) {
        return switch (status) {
            case "accepted" -> "Accepted";
            case "unknown-message" -> "UnknownMessageId";
            case "unknown-vendor" -> "UnknownVendorId";
            default -> "Rejected";
        };
    }

    static String chargingProfilePurpose(String purpose) {
        return purpose.equals("ChargingStationMaxProfile") ? "ChargePointMaxProfile" : purpose;
    }

    static String certificateType(String type) {
        return type.equals("CSMSRootCertificate") ? "CentralSystemRootCertificate" : type;
    }

    /** Any JSON as the string that 1.6 wants: a string as it is, everything else as its text; null if there is none. */
    static @Nullable String jsonAsString(@Nullable String json) {
        if (json == null || json.equals("null")) {
            return null;
        }
        return json.startsWith("\"") ? json : JsonText.string(json);
    }

    /** A date in the spelling that every charge point understands; null if none is given. */
    static @Nullable String date(@Nullable String text) {
        Instant instant = text == null ? null : Timestamps.parse(text);
        return instant == null ? null : Timestamps.format(instant);
    }
}
