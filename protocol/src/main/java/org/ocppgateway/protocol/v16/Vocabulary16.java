package org.ocppgateway.protocol.v16;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.json.JsonBuilder;

/**
 * Values that OCPP 1.6 names or spells differently from the unified model. Other values are the same, or unknown to OCPP 1.6.
 */
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

    /** Returns the value of the unified model for a value of OCPP 1.6. */
    static String unifiedCertificateType(String type) {
        return type.equals("CentralSystemRootCertificate") ? "CSMSRootCertificate" : type;
    }

    /**
     * Returns JSON as the string that OCPP 1.6 requires: a string unchanged, any other value as its text, or null if there is
     * none.
     */
    static @Nullable String jsonAsString(@Nullable String json) {
        if (json == null || json.equals("null")) {
            return null;
        }
        return json.startsWith("\"") ? json : JsonBuilder.string(json);
    }
}
