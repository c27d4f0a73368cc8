package org.ocppgateway.simulator.behaviour.v16;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ocppgateway.protocol.json.JsonText;
import org.ocppgateway.simulator.behaviour.Reply;
import org.ocppgateway.simulator.behaviour.Setting;
import org.ocppgateway.simulator.behaviour.SettingType;
import org.ocppgateway.simulator.behaviour.Settings;

/** The configuration keys of OCPP 1.6 (section 9) that a simulated charge point has. */
final class Configuration16 {
    private static final Map<String, Setting> KEYS = new LinkedHashMap<>();

    static {
        KEYS.put("AuthorizeRemoteTxRequests", Setting.AUTHORIZING_REMOTE_STARTS);
        KEYS.put("HeartbeatInterval", Setting.HEARTBEAT_INTERVAL);
        KEYS.put("MeterValueSampleInterval", Setting.METER_INTERVAL);
        KEYS.put("TransactionMessageAttempts", Setting.TRANSACTION_ATTEMPTS);
        KEYS.put("TransactionMessageRetryInterval", Setting.TRANSACTION_RETRY_INTERVAL);
        KEYS.put("NumberOfConnectors", Setting.fixed(SettingType.NUMBER, "1"));
        KEYS.put("GetConfigurationMaxKeys", Setting.fixed(SettingType.NUMBER, "50"));
        KEYS.put(
                "MeterValuesSampledData",
                Setting.fixed(
                        SettingType.WORDS,
                        "Energy.Active.Import.Register,Power.Active.Import,Current.Import,Voltage,Temperature"));
        KEYS.put("StopTransactionOnInvalidId", Setting.fixed(SettingType.FLAG, "true"));
        KEYS.put("LocalAuthorizeOffline", Setting.fixed(SettingType.FLAG, "true"));
        KEYS.put(
                "SupportedFeatureProfiles",
                Setting.fixed(
                        SettingType.WORDS,
                        "Core,FirmwareManagement,LocalAuthListManagement,Reservation,SmartCharging,RemoteTrigger"));
        KEYS.put("ChargeProfileMaxStackLevel", Setting.fixed(SettingType.NUMBER, "10"));
        KEYS.put("ChargingScheduleAllowedChargingRateUnit", Setting.fixed(SettingType.WORDS, "Current,Power"));
        KEYS.put("SendLocalListMaxLength", Setting.fixed(SettingType.NUMBER, "100"));
    }

    private Configuration16() {}

    /** The answer to GetConfiguration for these keys, or for all if there are none. */
    static Reply list(List<String> wanted, Settings settings) {
        Collection<String> names = wanted.isEmpty() ? KEYS.keySet() : wanted;
        JsonText answer = new JsonText(1024).beginObject().beginArray("configurationKey");
        for (String name : names) {
            Setting key = KEYS.get(name);
            if (key != null) {
                answer.beginObject()
                        .field("key", name)
                        .field("readonly", !key.writable())
                        .field("value", key.read().apply(settings))
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
        return new Reply.Result(answer.endObject().toString());
    }

    /** Sets a key if it can be set to that, and returns the status for the answer to ChangeConfiguration. */
    static String change(String name, String value, Settings settings) {
        Setting key = KEYS.get(name);
        if (key == null) {
            return "NotSupported";
        }
        return key.write().test(settings, value) ? "Accepted" : "Rejected";
    }
}
