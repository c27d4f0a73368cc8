package org.ocppgateway.simulator.behaviour.v2;

import static org.ocppgateway.simulator.behaviour.MessageValidator.object;
import static org.ocppgateway.simulator.behaviour.MessageValidator.text;

import java.util.ArrayList;
import java.util.List;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.json.JsonBuilder;
import org.ocppgateway.simulator.behaviour.ChargePointConfiguration;
import org.ocppgateway.simulator.behaviour.ConfigurationItem;
import org.ocppgateway.simulator.behaviour.ConfigurationType;
import org.ocppgateway.simulator.behaviour.EpochNanos;
import org.ocppgateway.simulator.behaviour.OutgoingCall;

/** NotifyReport messages about the device model, with a few variables per message. */
final class DeviceModelReport {
    private static final Action NOTIFY_REPORT = new Action("NotifyReport");
    private static final int PART = 5;

    private DeviceModelReport() {}

    /** Returns the variables that match the requested components and names; all variables if the list is empty. */
    static List<DeviceModel.Variable> matching(List<Payload> wanted) {
        return DeviceModel.VARIABLES.stream()
                .filter(each -> wanted.isEmpty() || wanted.stream().anyMatch(item -> matches(each, item)))
                .toList();
    }

    static List<OutgoingCall> report(
            List<DeviceModel.Variable> variables, long requestId, ChargePointConfiguration configuration, long now) {
        List<OutgoingCall> parts = new ArrayList<>();
        for (int from = 0; from < variables.size(); from += PART) {
            int to = Math.min(from + PART, variables.size());
            JsonBuilder payload = new JsonBuilder(2048)
                    .beginObject()
                    .field("requestId", requestId)
                    .field("generatedAt", EpochNanos.toTimestamp(now))
                    .field("seqNo", parts.size())
                    .field("tbc", to < variables.size())
                    .beginArray("reportData");
            variables.subList(from, to).forEach(variable -> write(payload, variable, configuration));
            parts.add(OutgoingCall.of(NOTIFY_REPORT, payload.endArray().endObject()::toString));
        }
        return parts;
    }

    private static boolean matches(DeviceModel.Variable variable, Payload item) {
        Payload named = item.object("variable");
        return variable.component().equalsIgnoreCase(text(object(item, "component"), "name"))
                && (named == null || variable.name().equalsIgnoreCase(named.text("name")));
    }

    private static void write(
            JsonBuilder payload, DeviceModel.Variable variable, ChargePointConfiguration configuration) {
        ConfigurationItem setting = variable.setting();
        payload.beginObject()
                .beginObject("component")
                .field("name", variable.component())
                .endObject()
                .beginObject("variable")
                .field("name", variable.name())
                .field("instance", variable.instance())
                .endObject()
                .beginArray("variableAttribute")
                .beginObject()
                .field("value", setting.read().apply(configuration))
                .field("mutability", setting.writable() ? "ReadWrite" : "ReadOnly")
                .endObject()
                .endArray()
                .beginObject("variableCharacteristics")
                .field("unit", setting.type() == ConfigurationType.SECONDS ? "s" : null)
                .field("dataType", ocppName(setting.type()))
                .field("supportsMonitoring", false)
                .endObject()
                .endObject();
    }

    private static String ocppName(ConfigurationType type) {
        return switch (type) {
            case SECONDS, NUMBER -> "integer";
            case FLAG -> "boolean";
            case TEXT -> "string";
            case WORDS -> "MemberList";
        };
    }
}
