package org.ocppgateway.protocol.v16;

import static org.ocppgateway.protocol.translation.CommandData.call;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.handler.Downlink;
import org.ocppgateway.protocol.json.JsonBuilder;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.protocol.translation.CommandData;
import org.ocppgateway.protocol.translation.UnifiedVocabulary;
import org.ocppgateway.protocol.translation.UntranslatableCommandException;

/**
 * Translates unified commands into CALLs. {@code commands.dictionary} documents the fields. The caller validates the payloads,
 * which finds values that OCPP 1.6 does not define.
 */
final class Calls16 {
    private Calls16() {}

    static Downlink.Call of(Command command, Payload data) throws UntranslatableCommandException {
        return switch (command.type()) {
            case "remote.start" -> remoteStart(data);
            case "remote.stop" ->
                call("RemoteStopTransaction", new JsonBuilder().raw("transactionId", transactionId(data)));
            case "unlock.connector" ->
                call("UnlockConnector", new JsonBuilder().raw("connectorId", requiredConnector(data)));
            case "change.availability" -> changeAvailability(data);
            case "reserve" -> reserve(data);
            case "cancel.reservation" ->
                call("CancelReservation", new JsonBuilder().raw("reservationId", data.text("reservationId")));
            case "set.charging.profile" -> setChargingProfile(data);
            case "clear.charging.profile" -> clearChargingProfile(data);
            case "get.composite.schedule" -> getCompositeSchedule(data);
            case "get.configuration" -> getConfiguration(data);
            case "set.configuration" -> setConfiguration(data);
            case "trigger.message" -> triggerMessage(data);
            case "reset" -> reset(data);
            case "clear.cache" -> call("ClearCache", new JsonBuilder());
            case "get.local.list.version" -> call("GetLocalListVersion", new JsonBuilder());
            case "send.local.list" -> sendLocalList(data);
            case "update.firmware" -> MaintenanceCalls16.updateFirmware(command, data);
            case "get.log" -> MaintenanceCalls16.getLog(command, data);
            case "install.certificate" -> MaintenanceCalls16.installCertificate(data);
            case "delete.certificate" -> MaintenanceCalls16.deleteCertificate(data);
            case "get.installed.certificates" -> MaintenanceCalls16.getInstalledCertificates(data);
            case "certificate.signed" ->
                call("CertificateSigned", new JsonBuilder().field("certificateChain", data.text("certificateChain")));
            case "data.transfer" -> dataTransfer(data);
            default -> throw new UntranslatableCommandException("OCPP 1.6 cannot express " + command.type());
        };
    }

    private static Downlink.Call remoteStart(Payload data) throws UntranslatableCommandException {
        Payload profile = data.object("chargingProfile");
        return call(
                "RemoteStartTransaction",
                new JsonBuilder()
                        .raw("connectorId", connector(data))
                        .field("idTag", data.text("idToken"))
                        .raw("chargingProfile", profile == null ? null : ChargingProfiles16.of(profile)));
    }

    private static String transactionId(Payload data) throws UntranslatableCommandException {
        return integer(data, "transactionId");
    }

    /** Returns a field that is text in the unified model and an integer in OCPP 1.6. */
    static String integer(Payload data, String field) throws UntranslatableCommandException {
        try {
            return Long.toString(Long.parseLong(String.valueOf(data.text(field))));
        } catch (NumberFormatException e) {
            throw new UntranslatableCommandException(
                    "data/" + field + " is not a whole number, which OCPP 1.6 requires");
        }
    }

    private static Downlink.Call changeAvailability(Payload data) throws UntranslatableCommandException {
        return call(
                "ChangeAvailability",
                new JsonBuilder()
                        .raw("connectorId", connectorOr(data, "0"))
                        .field("type", data.text("operationalStatus")));
    }

    private static Downlink.Call reserve(Payload data) throws UntranslatableCommandException {
        return call(
                "ReserveNow",
                new JsonBuilder()
                        .raw("connectorId", connectorOr(data, "0"))
                        .field("expiryDate", UnifiedVocabulary.date(data.text("expiresAt")))
                        .field("idTag", data.text("idToken"))
                        .field("parentIdTag", CommandData.groupId(data))
                        .raw("reservationId", data.text("reservationId")));
    }

    private static Downlink.Call setChargingProfile(Payload data) throws UntranslatableCommandException {
        Payload profile = data.object("chargingProfile");
        return call(
                "SetChargingProfile",
                new JsonBuilder()
                        .raw("connectorId", requiredConnector(data))
                        .raw("csChargingProfiles", profile == null ? null : ChargingProfiles16.of(profile)));
    }

    private static Downlink.Call clearChargingProfile(Payload data) throws UntranslatableCommandException {
        return call(
                "ClearChargingProfile",
                new JsonBuilder()
                        .raw("id", data.text("chargingProfileId"))
                        .raw("connectorId", connector(data))
                        .field("chargingProfilePurpose", ChargingProfiles16.purpose(data))
                        .raw("stackLevel", data.text("stackLevel")));
    }

    private static Downlink.Call getCompositeSchedule(Payload data) throws UntranslatableCommandException {
        return call(
                "GetCompositeSchedule",
                new JsonBuilder()
                        .raw("connectorId", requiredConnector(data))
                        .raw("duration", data.text("duration"))
                        .field("chargingRateUnit", data.text("chargingRateUnit")));
    }

    private static Downlink.Call getConfiguration(Payload data) {
        JsonBuilder fields = new JsonBuilder();
        if (!data.texts("keys").isEmpty()) {
            fields.beginArray("key");
            data.texts("keys").forEach(fields::element);
            fields.endArray();
        }
        return call("GetConfiguration", fields);
    }

    private static Downlink.Call setConfiguration(Payload data) throws UntranslatableCommandException {
        if (!data.has("key")) {
            throw new UntranslatableCommandException(
                    "OCPP 1.6 has no components and variables: name the configuration key in data/key");
        }
        return call(
                "ChangeConfiguration",
                new JsonBuilder().field("key", data.text("key")).field("value", data.text("value")));
    }

    private static Downlink.Call triggerMessage(Payload data) throws UntranslatableCommandException {
        String message = String.valueOf(data.text("message"));
        return switch (message) {
            case "LogStatusNotification", "SignChargePointCertificate" ->
                trigger("ExtendedTriggerMessage", message, data);
            case "SignChargingStationCertificate" ->
                trigger("ExtendedTriggerMessage", "SignChargePointCertificate", data);
            default -> trigger("TriggerMessage", message, data);
        };
    }

    private static Downlink.Call trigger(String action, String message, Payload data)
            throws UntranslatableCommandException {
        return call(
                action,
                new JsonBuilder()
                        .field("requestedMessage", message)
                        .field("customTrigger", data.text("customTrigger"))
                        .raw("connectorId", connector(data)));
    }

    private static Downlink.Call reset(Payload data) throws UntranslatableCommandException {
        if (data.has("evseId")) {
            throw new UntranslatableCommandException(
                    "OCPP 1.6 can reset only the whole charge point: omit data/evseId");
        }
        return switch (String.valueOf(data.text("type"))) {
            case "soft" -> call("Reset", new JsonBuilder().field("type", "Soft"));
            case "hard" -> call("Reset", new JsonBuilder().field("type", "Hard"));
            default -> throw new UntranslatableCommandException("OCPP 1.6 supports only soft and hard resets");
        };
    }

    private static Downlink.Call sendLocalList(Payload data) {
        JsonBuilder fields = new JsonBuilder().raw("listVersion", data.text("version"));
        if (!data.objects("entries").isEmpty()) {
            fields.beginArray("localAuthorizationList");
            for (Payload entry : data.objects("entries")) {
                fields.beginObject().field("idTag", entry.text("idToken"));
                String status = entry.text("status");
                if (status != null) {
                    fields.beginObject("idTagInfo")
                            .field("status", Vocabulary16.idTagStatus(status))
                            .field("expiryDate", UnifiedVocabulary.date(entry.text("expiresAt")))
                            .field("parentIdTag", CommandData.groupId(entry))
                            .endObject();
                }
                fields.endObject();
            }
            fields.endArray();
        }
        return call("SendLocalList", fields.field("updateType", data.text("updateType")));
    }

    private static Downlink.Call dataTransfer(Payload data) {
        return call(
                "DataTransfer",
                new JsonBuilder()
                        .field("vendorId", data.text("vendorId"))
                        .field("messageId", data.text("messageId"))
                        .raw("data", Vocabulary16.jsonAsString(data.json("data"))));
    }

    /** Returns the connector from either of its two fields, or null if it is absent. */
    private static @Nullable String connector(Payload data) throws UntranslatableCommandException {
        String evse = data.text("evseId");
        String connector = data.text("connectorId");
        if (evse != null && connector != null && !evse.equals(connector)) {
            throw new UntranslatableCommandException(
                    "OCPP 1.6 has no connectors within an EVSE: set data/evseId or data/connectorId, or both to the same value");
        }
        return connector == null ? evse : connector;
    }

    private static String connectorOr(Payload data, String otherwise) throws UntranslatableCommandException {
        String connector = connector(data);
        return connector == null ? otherwise : connector;
    }

    private static String requiredConnector(Payload data) throws UntranslatableCommandException {
        String connector = connector(data);
        if (connector == null) {
            throw new UntranslatableCommandException("data/evseId or data/connectorId is required");
        }
        return connector;
    }
}
