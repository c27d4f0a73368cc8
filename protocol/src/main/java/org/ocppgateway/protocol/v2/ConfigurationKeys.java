package org.ocppgateway.protocol.v2;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.json.JsonBuilder;
import org.ocppgateway.protocol.translation.UntranslatableCommandException;

/** Maps configuration keys of OCPP 1.6 to variables of OCPP 2.x. Any other variable is named by its component and variable. */
final class ConfigurationKeys {
    private static final Pattern NAME =
            Pattern.compile("(?<component>[^.\\[\\]]+)\\.(?<variable>[^\\[\\]]+)(\\[(?<instance>[^\\[\\]]+)])?");

    private static final Map<String, String> VARIABLES = Map.ofEntries(
            Map.entry("AdditionalRootCertificateCheck", "SecurityCtrlr.AdditionalRootCertificateCheck"),
            Map.entry("AllowOfflineTxForUnknownId", "AuthCtrlr.OfflineTxForUnknownIdEnabled"),
            Map.entry("AuthorizationCacheEnabled", "AuthCacheCtrlr.Enabled"),
            Map.entry("AuthorizeRemoteTxRequests", "AuthCtrlr.AuthorizeRemoteStart"),
            Map.entry("CertificateSignedMaxChainSize", "SecurityCtrlr.MaxCertificateChainSize"),
            Map.entry("ChargeProfileMaxStackLevel", "SmartChargingCtrlr.ProfileStackLevel"),
            Map.entry("ChargingScheduleAllowedChargingRateUnit", "SmartChargingCtrlr.RateUnit"),
            Map.entry("ChargingScheduleMaxPeriods", "SmartChargingCtrlr.PeriodsPerSchedule"),
            Map.entry("ClockAlignedDataInterval", "AlignedDataCtrlr.Interval"),
            Map.entry("ConnectionTimeOut", "TxCtrlr.EVConnectionTimeOut"),
            Map.entry("CpoName", "SecurityCtrlr.OrganizationName"),
            Map.entry("GetConfigurationMaxKeys", "DeviceDataCtrlr.ItemsPerMessage[GetVariables]"),
            Map.entry("HeartbeatInterval", "OCPPCommCtrlr.HeartbeatInterval"),
            Map.entry("LocalAuthListEnabled", "LocalAuthListCtrlr.Enabled"),
            Map.entry("LocalAuthorizeOffline", "AuthCtrlr.LocalAuthorizeOffline"),
            Map.entry("LocalPreAuthorize", "AuthCtrlr.LocalPreAuthorize"),
            Map.entry("MaxEnergyOnInvalidId", "TxCtrlr.MaxEnergyOnInvalidId"),
            Map.entry("MessageTimeout", "OCPPCommCtrlr.MessageTimeout[Default]"),
            Map.entry("MeterValueSampleInterval", "SampledDataCtrlr.TxUpdatedInterval"),
            Map.entry("MeterValuesAlignedData", "AlignedDataCtrlr.Measurands"),
            Map.entry("MeterValuesSampledData", "SampledDataCtrlr.TxUpdatedMeasurands"),
            Map.entry("ResetRetries", "OCPPCommCtrlr.ResetRetries"),
            Map.entry("SecurityProfile", "SecurityCtrlr.SecurityProfile"),
            Map.entry("StopTransactionOnEVSideDisconnect", "TxCtrlr.StopTxOnEVSideDisconnect"),
            Map.entry("StopTransactionOnInvalidId", "TxCtrlr.StopTxOnInvalidId"),
            Map.entry("StopTxnAlignedData", "AlignedDataCtrlr.TxEndedMeasurands"),
            Map.entry("StopTxnSampledData", "SampledDataCtrlr.TxEndedMeasurands"),
            Map.entry("TransactionMessageAttempts", "OCPPCommCtrlr.MessageAttempts[TransactionEvent]"),
            Map.entry("TransactionMessageRetryInterval", "OCPPCommCtrlr.MessageAttemptInterval[TransactionEvent]"),
            Map.entry("UnlockConnectorOnEVSideDisconnect", "OCPPCommCtrlr.UnlockOnEVSideDisconnect"),
            Map.entry("WebSocketPingInterval", "OCPPCommCtrlr.WebSocketPingInterval"));

    /** Reverse mapping, without case. */
    private static final Map<String, String> KEYS = VARIABLES.entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(key -> key.getValue().toLowerCase(Locale.ROOT), Map.Entry::getKey));

    private ConfigurationKeys() {}

    /**
     * Returns the variable of a key as {@code Component.Variable[Instance]}. A key that OCPP 1.6 does not define is returned
     * unchanged.
     */
    static String variable(String key) {
        return VARIABLES.getOrDefault(key, key);
    }

    /** Returns whether a key denotes a variable. */
    static boolean isVariable(String key) {
        return NAME.matcher(variable(key)).matches();
    }

    /** Returns the OCPP 1.6 key of a variable, or the variable if it has none. */
    static String key(String variable) {
        return KEYS.getOrDefault(variable.toLowerCase(Locale.ROOT), variable);
    }

    /** Writes the fields component and variable of a key. */
    static void write(JsonBuilder fields, String key) throws UntranslatableCommandException {
        Matcher name = NAME.matcher(variable(key));
        if (!name.matches()) {
            throw new UntranslatableCommandException("the configuration key " + key
                    + " has no counterpart in OCPP 2.x: name it as Component.Variable or Component.Variable[Instance]");
        }
        write(fields, name.group("component"), name.group("variable"), name.group("instance"));
    }

    static void write(JsonBuilder fields, String component, String variable, @Nullable String instance) {
        fields.beginObject("component")
                .field("name", component)
                .endObject()
                .beginObject("variable")
                .field("name", variable)
                .field("instance", instance)
                .endObject();
    }
}
