package org.ocppgateway.protocol.v16;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.json.JsonBuilder;

/** Where 1.6 has another word, or another spelling, than the unified model. What is not listed is the same, or unknown to 1.6. */
final class Vocabulary16 {
    private Vocabulary16() {}

    static String idTagStatus(String status) {
        return switch (status) {
            case "accepted" -> "Accepted";
            case "blocked", "no-credit" -> "Blocked";
            case "expired" -> "Expired";
            case "concurrent" -> "ConcurrentTx";
            default -> "Invalid";
        };
    }

    static String chargingProfilePurpose(String purpose) {
        return purpose.equals("ChargingStationMaxProfile") ? "ChargePointMaxProfile" : purpose;
    }

    static String certificateType(String type) {
        return type.equals("CSMSRootCertificate") ? "CentralSystemRootCertificate" : type;
    }

    /** The unified model's word for what 1.6 calls so. */
    static String unifiedCertificateType(String type) {
        return type.equals("CentralSystemRootCertificate") ? "CSMSRootCertificate" : type;
    }

    /** Any JSON as the string that 1.6 wants: a string as it is, everything else as its text; null if there is none. */
    static @Nullable String jsonAsString(@Nullable String json) {
        if (json == null || json.equals("null")) {
            return null;
        }
        return json.startsWith("\"") ? json : JsonBuilder.string(json);
    }
}
