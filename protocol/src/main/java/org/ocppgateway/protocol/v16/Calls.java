package org.ocppgateway.protocol.v16;

import static org.ocppgateway.protocol.translation.CommandData.call;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.handler.Downlink;
import org.ocppgateway.protocol.json.JsonText;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.protocol.translation.CommandData;
import org.ocppgateway.protocol.translation.InexpressibleException;
import org.ocppgateway.protocol.translation.UnifiedWords;

/**
 * Translates unified commands into CALLs. What each field becomes stands in {@code commands.dictionary}. The payloads are not
 * validated here; a value that 1.6 does not have shows when they are.
 */
final class Calls {
    private Calls() {}

    static Downlink.Call of(Command command, Payload data) throws InexpressibleException {
        return switch (command.type()) {
            case "remote.start" -> remoteStart(data);
            case "remote.stop" ->
                call("RemoteStopTransaction", new JsonText().raw("transactionId", transactionId(data)));
            case "unlock.connector" ->
                call("UnlockConnector", new JsonText().raw("connectorId", requiredConnector(data)));
            case "change.availability" -> changeAvailability(data);
            case "reserve" -> reserve(data);
            case "cancel.reservation" ->
                call("CancelReservation", new JsonText().raw("reservationId", data.text("reservationId")));
            case "set.charging.profile" -> setChargingProfile(data);
            case "clear.charging.profile" -> clearChargingProfile(data);
            case "get.composite.schedule" -> getCompositeSchedule(data);
            case "get.configuration" -> getConfiguration(data);
            case "set.configuration" -> setConfiguration(data);
            case "trigger.message" -> triggerMessage(data);
            case "reset" -> reset(data);
            case "clear.cache" -> call("ClearCache", new JsonText());
            case "get.local.list.version" -> call("GetLocalListVersion", new JsonText());
            case "send.local.list" -> sendLocalList(data);
            case "update.firmware" -> MaintenanceCalls.updateFirmware(command, data);
            case "get.log" -> MaintenanceCalls.getLog(command, data);
            case "install.certificate" -> MaintenanceCalls.installCertificate(data);
            case "delete.certificate" -> MaintenanceCalls.deleteCertificate(data);
            case "get.installed.certificates" -> MaintenanceCalls.getInstalledCertificates(data);
            case "certificate.signed" ->
                call("CertificateSigned", new JsonText().field("certificateChain", data.text("certificateChain")));
            case "data.transfer" -> dataTransfer(data);
            default -> throw new InexpressibleException("OCPP 1.6 cannot express " + command.type());
        };
    }

    private static Downlink.Call remoteStart(Payload data) throws InexpressibleException {
        Payload profile = data.object("chargingProfile");
        return call(
                "RemoteStartTransaction",
                new JsonText()
                        .raw("connectorId", connector(data))
                        .field("idTag", data.text("idToken"))
                        .raw("chargingProfile", profile == null ? null : ChargingProfiles.of(profile)));
    }

    private static String transactionId(Payload data) throws InexpressibleException {
        return integer(data, "transactionId");
    }

    /** A field that is text in the unified model and a whole number in 1.6. */
    static String integer(Payload data, String field) throws InexpressibleException {
        try {
            return Long.toString(Long.parseLong(String.valueOf(data.text(field))));
        } catch (NumberFormatException e) {
            throw new InexpressibleException("data/" + field + " is not a whole number, as OCPP 1.6 demands");
        }
    }

    private static Downlink.Call changeAvailability(Payload data) throws InexpressibleException {
        return call(
                "ChangeAvailability",
                new JsonText()
                        .raw("connectorId", connectorOr(data, "0"))
                        .field("type", data.text("operationalStatus")));
    }

    private static Downlink.Call reserve(Payload data) throws InexpressibleException {
        return call(
                "ReserveNow",
                new JsonText()
                        .raw("connectorId", connectorOr(data, "0"))
                        .field("expiryDate", UnifiedWords.date(data.text("expiresAt")))
                        .field("idTag", data.text("idToken"))
                        .field("parentIdTag", CommandData.groupId(data))
                        .raw("reservationId", data.text("reservationId")));
    }

    private static Downlink.Call setChargingProfile(Payload data) throws InexpressibleException {
        Payload profile = data.object("chargingProfile");
        return call(
                "SetChargingProfile",
                new JsonText()
                        .raw("connectorId", requiredConnector(data))
                        .raw("csChargingProfiles", profile == null ? null : ChargingProfiles.of(profile)));
    }

    private static Downlink.Call clearChargingProfile(Payload data) throws InexpressibleException {
        return call(
                "ClearChargingProfile",
                new JsonText()
                        .raw("id", data.text("chargingProfileId"))
                        .raw("connectorId", connector(data))
                        .field("chargingProfilePurpose", ChargingProfiles.purpose(data))
                        .raw("stackLevel", data.text("stackLevel")));
    }

    private static Downlink.Call getCompositeSchedule(Payload data) throws InexpressibleException {
        return call(
                "GetCompositeSchedule",
                new JsonText()
                        .raw("connectorId", requiredConnector(data))
                        .raw("duration", data.text("duration"))
                        .field("chargingRateUnit", data.text("chargingRateUnit")));
    }

    private static Downlink.Call getConfiguration(Payload data) {
        JsonText fields = new JsonText();
        if (!data.texts("keys").isEmpty()) {
            fields.beginArray("key");
            data.texts("keys").forEach(fields::element);
            fields.endArray();
        }
        return call("GetConfiguration", fields);
    }

    private static Downlink.Call setConfiguration(Payload data) throws InexpressibleException {
        if (!data.has("key")) {
            throw new InexpressibleException(
                    "OCPP 1.6 has no components and variables: name the configuration key in data/key");
        }
        return call(
                "ChangeConfiguration",
                new JsonText().field("key", data.text("key")).field("value", data.text("value")));
    }

    private static Downlink.Call triggerMessage(Payload data) throws InexpressibleException {
        String message = String.valueOf(data.text("message"));
        return switch (message) {
            case "LogStatusNotification", "SignChargePointCertificate" ->
                trigger("ExtendedTriggerMessage", message, data);
            case "SignChargingStationCertificate" ->
                trigger("ExtendedTriggerMessage", "SignChargePointCertificate", data);
            default -> trigger("TriggerMessage", message, data);
        };
    }

    private static Downlink.Call trigger(String action, String message, Payload data) throws InexpressibleException {
        return call(
                action,
                new JsonText()
                        .field("requestedMessage", message)
                        .field("customTrigger", data.text("customTrigger"))
                        .raw("connectorId", connector(data)));
    }

    private static Downlink.Call reset(Payload data) throws InexpressibleException {
        if (data.has("evseId")) {
            throw new InexpressibleException("OCPP 1.6 can reset the whole charge point only: leave out data/evseId");
        }
        return switch (String.valueOf(data.text("type"))) {
            case "soft" -> call("Reset", new JsonText().field("type", "Soft"));
            case "hard" -> call("Reset", new JsonText().field("type", "Hard"));
            default -> throw new InexpressibleException("OCPP 1.6 knows soft and hard resets only");
        };
    }

    private static Downlink.Call sendLocalList(Payload data) {
        JsonText fields = new JsonText().raw("listVersion", data.text("version"));
        if (!data.objects("entries").isEmpty()) {
            fields.beginArray("localAuthorizationList");
            for (Payload entry : data.objects("entries")) {
                fields.beginObject().field("idTag", entry.text("idToken"));
                String status = entry.text("status");
                if (status != null) {
                    fields.beginObject("idTagInfo")
                            .field("status", Words.idTagStatus(status))
                            .field("expiryDate", UnifiedWords.date(entry.text("expiresAt")))
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
                new JsonText()
                        .field("vendorId", data.text("vendorId"))
                        .field("messageId", data.text("messageId"))
                        .raw("data", Words.jsonAsString(data.json("data"))));
    }

    /** The connector, by either of its names; null if none is given. */
    private static @Nullable String connector(Payload data) throws InexpressibleException {
        String evse = data.text("evseId");
        String connector = data.text("connectorId");
        if (evse != null && connector != null && !evse.equals(connector)) {
            throw new InexpressibleException(
                    "OCPP 1.6 has no connectors below an EVSE: give data/evseId or data/connectorId, or both alike");
        }
        return connector == null ? evse : connector;
    }

    private static String connectorOr(Payload data, String otherwise) throws InexpressibleException {
        String connector = connector(data);
        return connector == null ? otherwise : connector;
    }

    private static String requiredConnector(Payload data) throws InexpressibleException {
        String connector = connector(data);
        if (connector == null) {
            throw new InexpressibleException("give data/evseId or data/connectorId");
        }
        return connector;
    }
}
