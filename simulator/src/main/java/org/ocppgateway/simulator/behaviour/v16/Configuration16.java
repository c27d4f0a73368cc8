package org.ocppgateway.simulator.behaviour.v16;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.json.JsonText;
import org.ocppgateway.simulator.behaviour.Reply;
import org.ocppgateway.simulator.behaviour.Settings;

/** The configuration keys of OCPP 1.6 (section 9) that a simulated charge point has. */
enum Configuration16 {
    AUTHORIZE_REMOTE_TX_REQUESTS("AuthorizeRemoteTxRequests") {
        @Override
        String read(Settings settings) {
            return Boolean.toString(settings.authorizingRemoteStarts());
        }

        @Override
        boolean write(Settings settings, String value) {
            boolean valid = value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
            if (valid) {
                settings.authorizingRemoteStarts(Boolean.parseBoolean(value));
            }
            return valid;
        }
    },
    HEARTBEAT_INTERVAL("HeartbeatInterval") {
        @Override
        String read(Settings settings) {
            return Long.toString(settings.heartbeatInterval().toSeconds());
        }

        @Override
        boolean write(Settings settings, String value) {
            Integer seconds = number(value, MAX_SECONDS);
            if (seconds != null) {
                settings.heartbeatInterval(Duration.ofSeconds(seconds));
            }
            return seconds != null;
        }
    },
    METER_VALUE_SAMPLE_INTERVAL("MeterValueSampleInterval") {
        @Override
        String read(Settings settings) {
            return Long.toString(settings.meterInterval().toSeconds());
        }

        @Override
        boolean write(Settings settings, String value) {
            Integer seconds = number(value, MAX_SECONDS);
            if (seconds != null) {
                settings.meterInterval(Duration.ofSeconds(seconds));
            }
            return seconds != null;
        }
    },
    TRANSACTION_MESSAGE_ATTEMPTS("TransactionMessageAttempts") {
        @Override
        String read(Settings settings) {
            return Integer.toString(settings.transactionAttempts());
        }

        @Override
        boolean write(Settings settings, String value) {
            Integer attempts = number(value, MAX_ATTEMPTS);
            if (attempts != null) {
                settings.transactionAttempts(attempts);
            }
            return attempts != null;
        }
    },
    TRANSACTION_MESSAGE_RETRY_INTERVAL("TransactionMessageRetryInterval") {
        @Override
        String read(Settings settings) {
            return Long.toString(settings.transactionRetryInterval().toSeconds());
        }

        @Override
        boolean write(Settings settings, String value) {
            Integer seconds = number(value, MAX_SECONDS);
            if (seconds != null) {
                settings.transactionRetryInterval(Duration.ofSeconds(seconds));
            }
            return seconds != null;
        }
    },
    NUMBER_OF_CONNECTORS("NumberOfConnectors", "1"),
    GET_CONFIGURATION_MAX_KEYS("GetConfigurationMaxKeys", "50"),
    METER_VALUES_SAMPLED_DATA(
            "MeterValuesSampledData",
            "Energy.Active.Import.Register,Power.Active.Import,Current.Import,Voltage,Temperature"),
    STOP_TRANSACTION_ON_INVALID_ID("StopTransactionOnInvalidId", "true"),
    LOCAL_AUTHORIZE_OFFLINE("LocalAuthorizeOffline", "true"),
    SUPPORTED_FEATURE_PROFILES(
            "SupportedFeatureProfiles",
            "Core,FirmwareManagement,LocalAuthListManagement,Reservation,SmartCharging,RemoteTrigger"),
    CHARGE_PROFILE_MAX_STACK_LEVEL("ChargeProfileMaxStackLevel", "10"),
    CHARGING_SCHEDULE_ALLOWED_RATE_UNIT("ChargingScheduleAllowedChargingRateUnit", "Current,Power"),
    SEND_LOCAL_LIST_MAX_LENGTH("SendLocalListMaxLength", "100");

    private static final int MAX_SECONDS = 7 * 24 * 3600;
    private static final int MAX_ATTEMPTS = 100;
    private static final Map<String, Configuration16> BY_KEY = new LinkedHashMap<>();

    static {
        for (Configuration16 entry : values()) {
            BY_KEY.put(entry.key, entry);
        }
    }

    private final String key;
    private final @Nullable String fixed;

    Configuration16(String key) {
        this.key = key;
        this.fixed = null;
    }

    Configuration16(String key, String fixed) {
        this.key = key;
        this.fixed = fixed;
    }

    /** The answer to GetConfiguration for these keys, or for all if there are none. */
    static Reply list(List<String> wanted, Settings settings) {
        JsonText answer = new JsonText(1024).beginObject().beginArray("configurationKey");
        for (String key : wanted.isEmpty() ? BY_KEY.keySet() : wanted) {
            Configuration16 entry = BY_KEY.get(key);
            if (entry != null) {
                answer.beginObject()
                        .field("key", key)
                        .field("readonly", entry.fixed != null)
                        .field("value", entry.read(settings))
                        .endObject();
            }
        }
        answer.endArray();
        List<String> unknown =
                wanted.stream().filter(key -> !BY_KEY.containsKey(key)).toList();
        if (!unknown.isEmpty()) {
            answer.beginArray("unknownKey");
            unknown.forEach(answer::element);
            answer.endArray();
        }
        return new Reply.Result(answer.endObject().toString());
    }

    /** Sets a key if it can be set to that, and returns the status for the answer to ChangeConfiguration. */
    static String change(String key, String value, Settings settings) {
        Configuration16 entry = BY_KEY.get(key);
        if (entry == null) {
            return "NotSupported";
        }
        return entry.write(settings, value) ? "Accepted" : "Rejected";
    }

    String read(Settings settings) {
        return fixed == null ? "" : fixed;
    }

    /** False if the value is not one this key can have. */
    boolean write(Settings settings, String value) {
        return false;
    }

    private static @Nullable Integer number(String value, int max) {
        return value.matches("[0-9]{1,9}") && Integer.parseInt(value) <= max ? Integer.valueOf(value) : null;
    }
}
