package org.ocppgateway.protocol.v2;

import static org.ocppgateway.protocol.translation.CommandData.call;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.dictionary.ObjectType;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.handler.Downlink;
import org.ocppgateway.protocol.json.JsonBuilder;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.protocol.model.UnifiedModel;
import org.ocppgateway.protocol.translation.CommandData;
import org.ocppgateway.protocol.translation.FieldCopy;
import org.ocppgateway.protocol.translation.UntranslatableCommandException;

/**
 * Translates unified commands into CALLs. Copies the fields of commands that only OCPP 2.x has. Translates commands that OCPP
 * 1.6 also has. The caller validates the payloads, which finds fields and values that the version does not define.
 */
final class Calls2 {
    /** Commands with the same fields as their action. */
    static final Map<String, String> SAME_FIELDS = Map.ofEntries(
            Map.entry("adjust.event.stream", "AdjustPeriodicEventStream"),
            Map.entry("afrr.signal", "AFRRSignal"),
            Map.entry("allow.energy.transfer", "NotifyAllowedEnergyTransfer"),
            Map.entry("cancel.reservation", "CancelReservation"),
            Map.entry("change.transaction.tariff", "ChangeTransactionTariff"),
            Map.entry("clear.cache", "ClearCache"),
            Map.entry("clear.der.control", "ClearDERControl"),
            Map.entry("clear.display.message", "ClearDisplayMessage"),
            Map.entry("clear.tariffs", "ClearTariffs"),
            Map.entry("clear.variable.monitoring", "ClearVariableMonitoring"),
            Map.entry("cost.updated", "CostUpdated"),
            Map.entry("customer.information", "CustomerInformation"),
            Map.entry("data.transfer", "DataTransfer"),
            Map.entry("get.base.report", "GetBaseReport"),
            Map.entry("get.charging.profiles", "GetChargingProfiles"),
            Map.entry("get.der.control", "GetDERControl"),
            Map.entry("get.display.messages", "GetDisplayMessages"),
            Map.entry("get.event.streams", "GetPeriodicEventStream"),
            Map.entry("get.local.list.version", "GetLocalListVersion"),
            Map.entry("get.monitoring.report", "GetMonitoringReport"),
            Map.entry("get.report", "GetReport"),
            Map.entry("get.tariffs", "GetTariffs"),
            Map.entry("get.transaction.status", "GetTransactionStatus"),
            Map.entry("get.variables", "GetVariables"),
            Map.entry("publish.firmware", "PublishFirmware"),
            Map.entry("remote.stop", "RequestStopTransaction"),
            Map.entry("request.battery.swap", "RequestBatterySwap"),
            Map.entry("set.default.tariff", "SetDefaultTariff"),
            Map.entry("set.der.control", "SetDERControl"),
            Map.entry("set.display.message", "SetDisplayMessage"),
            Map.entry("set.monitoring.base", "SetMonitoringBase"),
            Map.entry("set.monitoring.level", "SetMonitoringLevel"),
            Map.entry("set.network.profile", "SetNetworkProfile"),
            Map.entry("set.variable.monitoring", "SetVariableMonitoring"),
            Map.entry("set.variables", "SetVariables"),
            Map.entry("unpublish.firmware", "UnpublishFirmware"),
            Map.entry("update.dynamic.schedule", "UpdateDynamicSchedule"),
            Map.entry("use.priority.charging", "UsePriorityCharging"),
            Map.entry("web.payment.started", "NotifyWebPaymentStarted"));

    private static final Map<String, FieldCopy> COPIES = copies();

    private final OcppVersion version;

    Calls2(OcppVersion version) {
        this.version = version;
    }

    private static Map<String, FieldCopy> copies() {
        Map<String, FieldCopy> copies = new HashMap<>();
        for (String name : SAME_FIELDS.keySet()) {
            ObjectType type = Objects.requireNonNull(UnifiedModel.commands().command(name), name);
            copies.put(name, FieldCopy.all(type).without("idToken", "idTokenType"));
        }
        return copies;
    }

    Downlink.Call of(Command command, Payload data) throws UntranslatableCommandException {
        return switch (command.type()) {
            case "remote.start" -> ChargingCalls.remoteStart(command, data);
            case "unlock.connector" -> ChargingCalls.unlockConnector(data);
            case "change.availability" -> ChargingCalls.changeAvailability(data);
            case "reserve" -> ChargingCalls.reserve(data);
            case "set.charging.profile" -> ChargingCalls.setChargingProfile(data);
            case "clear.charging.profile" -> ChargingCalls.clearChargingProfile(data);
            case "get.composite.schedule" -> ChargingCalls.getCompositeSchedule(data);
            case "send.local.list" -> ChargingCalls.sendLocalList(data);
            case "get.configuration" -> MaintenanceCalls2.getConfiguration(command, data);
            case "set.configuration" -> MaintenanceCalls2.setConfiguration(data);
            case "trigger.message" -> MaintenanceCalls2.triggerMessage(data);
            case "reset" -> MaintenanceCalls2.reset(data);
            case "update.firmware" -> MaintenanceCalls2.updateFirmware(command, data);
            case "get.log" -> MaintenanceCalls2.getLog(command, data);
            case "install.certificate" -> MaintenanceCalls2.installCertificate(data);
            case "delete.certificate" -> MaintenanceCalls2.deleteCertificate(data);
            case "get.installed.certificates" -> MaintenanceCalls2.getInstalledCertificates(data);
            case "certificate.signed" -> MaintenanceCalls2.certificateSigned(data, version == OcppVersion.V2_1);
            default -> sameFields(command, data);
        };
    }

    private static Downlink.Call sameFields(Command command, Payload data) throws UntranslatableCommandException {
        String action = SAME_FIELDS.get(command.type());
        if (action == null) {
            throw new UntranslatableCommandException("OCPP 2.x cannot express " + command.type());
        }
        JsonBuilder fields = new JsonBuilder(256);
        FieldCopy copy = COPIES.get(command.type());
        if (copy != null) {
            copy.write(data, fields);
        }
        if (data.type().declares("requestId") && !data.has("requestId")) {
            fields.raw("requestId", CommandData.derivedId(command));
        }
        if (data.type().declares("idTokenType")) {
            IdTokens.toMessage(fields, "idToken", data.text("idToken"), data.text("idTokenType"));
        }
        return call(action, fields);
    }
}
