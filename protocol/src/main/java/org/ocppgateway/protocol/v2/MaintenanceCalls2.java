package org.ocppgateway.protocol.v2;

import static org.ocppgateway.protocol.translation.CommandData.call;

import java.util.List;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.handler.Downlink;
import org.ocppgateway.protocol.json.JsonBuilder;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.protocol.translation.Certificates;
import org.ocppgateway.protocol.translation.CommandData;
import org.ocppgateway.protocol.translation.Transfers;
import org.ocppgateway.protocol.translation.UntranslatableCommandException;

/** Translates commands about configuration, firmware, logs and certificates. Part of {@link Calls2}. */
final class MaintenanceCalls2 {
    private MaintenanceCalls2() {}

    static Downlink.Call getConfiguration(Command command, Payload data) throws UntranslatableCommandException {
        List<String> keys = data.texts("keys");
        List<String> variables =
                keys.stream().filter(ConfigurationKeys::isVariable).toList();
        if (keys.isEmpty()) {
            return call(
                    "GetBaseReport",
                    new JsonBuilder()
                            .raw("requestId", CommandData.derivedId(command))
                            .field("reportBase", "ConfigurationInventory"));
        }
        JsonBuilder fields = new JsonBuilder().beginArray("getVariableData");
        for (String key : variables.isEmpty() ? keys : variables) {
            ConfigurationKeys.write(fields.beginObject(), key);
            fields.endObject();
        }
        return call("GetVariables", fields.endArray());
    }

    static Downlink.Call setConfiguration(Payload data) throws UntranslatableCommandException {
        String key = data.text("key");
        String component = data.text("component");
        String variable = data.text("variable");
        JsonBuilder fields = new JsonBuilder().beginArray("setVariableData").beginObject();
        fields.field("attributeValue", data.text("value"));
        if (component != null && variable != null) {
            ConfigurationKeys.write(fields, component, variable, null);
        } else if (key != null && component == null && variable == null) {
            ConfigurationKeys.write(fields, key);
        } else {
            throw new UntranslatableCommandException("data/component and data/variable, or data/key, are required");
        }
        return call("SetVariables", fields.endObject().endArray());
    }

    static Downlink.Call triggerMessage(Payload data) throws UntranslatableCommandException {
        JsonBuilder fields = new JsonBuilder()
                .field("requestedMessage", Vocabulary2.trigger(String.valueOf(data.text("message"))))
                .field("customTrigger", data.text("customTrigger"));
        return call("TriggerMessage", ChargingCalls.evse(fields, data));
    }

    static Downlink.Call reset(Payload data) {
        return call(
                "Reset",
                new JsonBuilder()
                        .field("type", Vocabulary2.reset(String.valueOf(data.text("type"))))
                        .raw("evseId", data.text("evseId")));
    }

    static Downlink.Call updateFirmware(Command command, Payload data) {
        return call("UpdateFirmware", Transfers.firmware(Transfers.request(command, data), data));
    }

    static Downlink.Call getLog(Command command, Payload data) {
        return call("GetLog", Transfers.log(Transfers.request(command, data), data));
    }

    static Downlink.Call installCertificate(Payload data) {
        return call(
                "InstallCertificate",
                new JsonBuilder()
                        .field(
                                "certificateType",
                                Vocabulary2.certificateType(String.valueOf(data.text("certificateType"))))
                        .field("certificate", data.text("certificate")));
    }

    static Downlink.Call deleteCertificate(Payload data) {
        return call("DeleteCertificate", Certificates.hash(new JsonBuilder(), data));
    }

    static Downlink.Call getInstalledCertificates(Payload data) {
        JsonBuilder fields = new JsonBuilder();
        if (!data.texts("certificateTypes").isEmpty()) {
            fields.beginArray("certificateType");
            data.texts("certificateTypes").forEach(type -> fields.element(Vocabulary2.certificateType(type)));
            fields.endArray();
        }
        return call("GetInstalledCertificateIds", fields);
    }

    /** @param withRequestId whether this version has a request id in this message */
    static Downlink.Call certificateSigned(Payload data, boolean withRequestId) {
        return call(
                "CertificateSigned",
                new JsonBuilder()
                        .field("certificateChain", data.text("certificateChain"))
                        .field("certificateType", data.text("certificateType"))
                        .raw("requestId", withRequestId ? data.text("requestId") : null));
    }
}
