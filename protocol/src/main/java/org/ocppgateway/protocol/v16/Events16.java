package org.ocppgateway.protocol.v16;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.handler.UplinkContext;
import org.ocppgateway.protocol.json.JsonBuilder;
import org.ocppgateway.protocol.model.EventPriority;
import org.ocppgateway.protocol.model.EventType;
import org.ocppgateway.protocol.translation.TranslatedEvent;
import org.ocppgateway.protocol.translation.UnifiedVocabulary;

/**
 * Translates messages of charge points, one method per action. {@code events.dictionary} documents the source of each field.
 */
final class Events16 {
    private Events16() {}

    static TranslatedEvent of(UplinkContext context, Action action, Payload message) {
        return switch (action.name()) {
            case "Authorize" ->
                TranslatedEvent.of(
                        EventType.AUTHORIZATION_REQUESTED, idToken(message).toString());
            case "BootNotification" -> TranslatedEvent.of(EventType.DEVICE_ONLINE, boot(message));
            case "DataTransfer" -> TranslatedEvent.of(EventType.DATA_TRANSFER, dataTransfer(message));
            case "DiagnosticsStatusNotification" -> TranslatedEvent.of(EventType.LOG_STATUS, diagnostics(message));
            case "FirmwareStatusNotification" ->
                TranslatedEvent.of(
                        EventType.FIRMWARE_STATUS,
                        new JsonBuilder()
                                .field("status", message.text("status"))
                                .toString());
            case "Heartbeat" -> TranslatedEvent.of(EventType.DEVICE_HEARTBEAT, "");
            case "LogStatusNotification" -> TranslatedEvent.of(EventType.LOG_STATUS, statusOfRequest(message));
            case "MeterValues" -> Transactions16.meterValues(context, message);
            case "SecurityEventNotification" ->
                new TranslatedEvent(EventType.SECURITY_EVENT, securityEvent(message), EventPriority.SECURITY, null);
            case "SignCertificate" ->
                TranslatedEvent.of(
                        EventType.CERTIFICATE_REQUESTED,
                        new JsonBuilder().field("csr", message.text("csr")).toString());
            case "SignedFirmwareStatusNotification" ->
                TranslatedEvent.of(EventType.FIRMWARE_STATUS, statusOfRequest(message));
            case "StartTransaction" -> Transactions16.started(context, message);
            case "StatusNotification" -> TranslatedEvent.of(EventType.CONNECTOR_STATUS, connectorStatus(message));
            case "StopTransaction" -> Transactions16.ended(context, message);
            default -> TranslatedEvent.of(EventType.OCPP_MESSAGE, "");
        };
    }

    /** Returns the field idToken from the idTag of the message. */
    static JsonBuilder idToken(Payload message) {
        JsonBuilder fields = new JsonBuilder();
        String idTag = message.text("idTag");
        if (idTag != null) {
            fields.beginObject("idToken").field("value", idTag).endObject();
        }
        return fields;
    }

    /** Writes the fields evseId and connectorId. A connector of OCPP 1.6 corresponds to an EVSE of OCPP 2.x. */
    static JsonBuilder evseAndConnector(JsonBuilder fields, Payload message) {
        String connectorId = message.text("connectorId");
        return fields.raw("evseId", connectorId).raw("connectorId", connectorId);
    }

    private static String boot(Payload message) {
        String chargePoint = message.text("chargePointSerialNumber");
        return new JsonBuilder(256)
                .field("vendor", message.text("chargePointVendor"))
                .field("model", message.text("chargePointModel"))
                .field("serialNumber", chargePoint == null ? message.text("chargeBoxSerialNumber") : chargePoint)
                .field("firmwareVersion", message.text("firmwareVersion"))
                .field("iccid", message.text("iccid"))
                .field("imsi", message.text("imsi"))
                .field("meterType", message.text("meterType"))
                .field("meterSerialNumber", message.text("meterSerialNumber"))
                .toString();
    }

    private static String dataTransfer(Payload message) {
        return new JsonBuilder()
                .field("vendorId", message.text("vendorId"))
                .field("messageId", message.text("messageId"))
                .field("data", message.text("data"))
                .toString();
    }

    private static String diagnostics(Payload message) {
        String status = message.text("status");
        return new JsonBuilder()
                .field("status", "UploadFailed".equals(status) ? "UploadFailure" : status)
                .toString();
    }

    private static String statusOfRequest(Payload message) {
        return new JsonBuilder()
                .field("status", message.text("status"))
                .raw("requestId", message.text("requestId"))
                .toString();
    }

    private static String securityEvent(Payload message) {
        return new JsonBuilder()
                .field("name", message.text("type"))
                .field("timestamp", message.text("timestamp"))
                .field("info", message.text("techInfo"))
                .field("raisedBy", "charge-point")
                .toString();
    }

    private static String connectorStatus(Payload message) {
        return evseAndConnector(new JsonBuilder(), message)
                .field("status", message.text("status"))
                .field("errorCode", errorCode(message))
                .field("info", message.text("info"))
                .field("vendorId", message.text("vendorId"))
                .field("vendorErrorCode", message.text("vendorErrorCode"))
                .field("timestamp", message.text("timestamp"))
                .toString();
    }

    private static @Nullable String errorCode(Payload message) {
        String errorCode = UnifiedVocabulary.knownOr(message, "errorCode", "OtherError");
        return "NoError".equals(errorCode) ? null : errorCode;
    }
}
