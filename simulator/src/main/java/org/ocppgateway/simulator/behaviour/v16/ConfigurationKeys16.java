package org.ocppgateway.simulator.behaviour.v16;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ocppgateway.protocol.json.JsonBuilder;
import org.ocppgateway.simulator.behaviour.ChargePointConfiguration;
import org.ocppgateway.simulator.behaviour.CommandResponse;
import org.ocppgateway.simulator.behaviour.ConfigurationItem;
import org.ocppgateway.simulator.behaviour.ConfigurationType;

/** Configuration keys (OCPP 1.6, section 9) of a simulated charge point. */
final class ConfigurationKeys16 {
    private static final Map<String, ConfigurationItem> KEYS = new LinkedHashMap<>();

    static {
        KEYS.put("AuthorizeRemoteTxRequests", ConfigurationItem.AUTHORIZING_REMOTE_STARTS);
        KEYS.put("HeartbeatInterval", ConfigurationItem.HEARTBEAT_INTERVAL);
        KEYS.put("MeterValueSampleInterval", ConfigurationItem.METER_INTERVAL);
        KEYS.put("TransactionMessageAttempts", ConfigurationItem.TRANSACTION_ATTEMPTS);
        KEYS.put("TransactionMessageRetryInterval", ConfigurationItem.TRANSACTION_RETRY_INTERVAL);
        KEYS.put("NumberOfConnectors", ConfigurationItem.fixed(ConfigurationType.NUMBER, "1"));
        KEYS.put("GetConfigurationMaxKeys", ConfigurationItem.fixed(ConfigurationType.NUMBER, "50"));
        KEYS.put(
                "MeterValuesSampledData",
                ConfigurationItem.fixed(
                        ConfigurationType.WORDS,
                        "Energy.Active.Import.Register,Power.Active.Import,Current.Import,Voltage,Temperature"));
        KEYS.put("StopTransactionOnInvalidId", ConfigurationItem.fixed(ConfigurationType.FLAG, "true"));
        KEYS.put("LocalAuthorizeOffline", ConfigurationItem.fixed(ConfigurationType.FLAG, "true"));
        KEYS.put(
                "SupportedFeatureProfiles",
                ConfigurationItem.fixed(
                        ConfigurationType.WORDS,
                        "Core,FirmwareManagement,LocalAuthListManagement,Reservation,SmartCharging,RemoteTrigger"));
        KEYS.put("ChargeProfileMaxStackLevel", ConfigurationItem.fixed(ConfigurationType.NUMBER, "10"));
        KEYS.put(
                "ChargingScheduleAllowedChargingRateUnit",
                ConfigurationItem.fixed(ConfigurationType.WORDS, "Current,Power"));
        KEYS.put("SendLocalListMaxLength", ConfigurationItem.fixed(ConfigurationType.NUMBER, "100"));
    }

    private ConfigurationKeys16() {}

    /** Creates the response to GetConfiguration for the given keys, or for all keys if the list is empty. */
    static CommandResponse list(List<String> wanted, ChargePointConfiguration configuration) {
        Collection<String> names = wanted.isEmpty() ? KEYS.keySet() : wanted;
        JsonBuilder answer = new JsonBuilder(1024).beginObject().beginArray("configurationKey");
        for (String name : names) {
            ConfigurationItem key = KEYS.get(name);
            if (key != null) {
                answer.beginObject()
                        .field("key", name)
                        .field("readonly", !key.writable())
                        .field("value", key.read().apply(configuration))
                        .endObject();
            }
        }
        answer.endArray();
        List<String> unknown =
                wanted.stream().filter(name -> !KEYS.containsKey(name)).toList();
        if (!unknown.isEmpty()) {
            answer.beginArray("unknownKey");
            unknown.forEach(answer::element);
            answer.endArray();
        }
        return new CommandResponse.Result(answer.endObject().toString());
    }

    /** Sets a key if the value is valid. Returns the status for the ChangeConfiguration response. */
    static String change(String name, String value, ChargePointConfiguration configuration) {
        ConfigurationItem key = KEYS.get(name);
        if (key == null) {
            return "NotSupported";
        }
        return key.write().test(configuration, value) ? "Accepted" : "Rejected";
    }
}
