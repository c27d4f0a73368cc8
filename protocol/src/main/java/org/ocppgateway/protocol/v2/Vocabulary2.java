package org.ocppgateway.protocol.v2;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps values of the unified model to OCPP 2.x. */
final class Vocabulary2 {
    private static final Map<String, String> IRREGULAR = Map.of(
            "concurrent", "ConcurrentTx",
            "not-allowed-type-evse", "NotAllowedTypeEVSE",
            "unknown-message", "UnknownMessageId",
            "unknown-vendor", "UnknownVendorId");

    /** Names of OCPP 1.6. */
    private static final Map<String, String> TRIGGERS_FROM_1_6 = Map.of(
            "DiagnosticsStatusNotification", "LogStatusNotification",
            "SignChargePointCertificate", "SignChargingStationCertificate");

    /** Both end the running transactions at once: OCPP 2.x has no equivalent of the soft reset. */
    private static final Map<String, String> RESETS = Map.of("soft", "Immediate", "hard", "Immediate");

    /** Names of OCPP 1.6. */
    private static final Map<String, String> FROM_1_6 = Map.of(
            "CentralSystemRootCertificate", "CSMSRootCertificate",
            "ChargePointMaxProfile", "ChargingStationMaxProfile");

    private Vocabulary2() {}

    static String certificateType(String type) {
        return FROM_1_6.getOrDefault(type, type);
    }

    static @Nullable String chargingProfilePurpose(@Nullable String purpose) {
        return purpose == null ? null : FROM_1_6.getOrDefault(purpose, purpose);
    }

    /** Returns the status: {@code not-at-this-time} becomes {@code NotAtThisTime}. */
    static String status(String word) {
        String irregular = IRREGULAR.get(word);
        return irregular == null ? pascalCase(word) : irregular;
    }

    static String reset(String type) {
        String other = RESETS.get(type);
        return other == null ? pascalCase(type) : other;
    }

    static String trigger(String message) {
        return TRIGGERS_FROM_1_6.getOrDefault(message, message);
    }

    private static String pascalCase(String word) {
        StringBuilder pascalCase = new StringBuilder(word.length());
        for (String part : word.split("-", -1)) {
            pascalCase.append(Character.toUpperCase(part.charAt(0))).append(part, 1, part.length());
        }
        return pascalCase.toString();
    }
}
