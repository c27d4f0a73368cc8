package org.ocppgateway.protocol.v2;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.dictionary.Dictionary;
import org.ocppgateway.protocol.dictionary.MessageType;
import org.ocppgateway.protocol.dictionary.ObjectType;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.handler.UplinkContext;
import org.ocppgateway.protocol.json.JsonBuilder;
import org.ocppgateway.protocol.model.EventPriority;
import org.ocppgateway.protocol.model.EventType;
import org.ocppgateway.protocol.model.UnifiedModel;
import org.ocppgateway.protocol.translation.ContentKeys;
import org.ocppgateway.protocol.translation.FieldCopy;
import org.ocppgateway.protocol.translation.TranslatedEvent;

/**
 * Translates messages of charge points. Most fields are copied by the declarations in {@code events.dictionary}. This class
 * maps actions to event types, lists fields with other names, and computes the few remaining fields.
 */
final class Events2 {
    /** Event types by action, except for actions whose event type depends on their content. */
    static final Map<String, EventType> TYPES = Map.ofEntries(
            Map.entry("Authorize", EventType.AUTHORIZATION_REQUESTED),
            Map.entry("BatterySwap", EventType.BATTERY_SWAP),
            Map.entry("BootNotification", EventType.DEVICE_ONLINE),
            Map.entry("ClearedChargingLimit", EventType.CHARGING_LIMIT_CLEARED),
            Map.entry("ClosePeriodicEventStream", EventType.EVENT_STREAM_CLOSED),
            Map.entry("DataTransfer", EventType.DATA_TRANSFER),
            Map.entry("FirmwareStatusNotification", EventType.FIRMWARE_STATUS),
            Map.entry("Get15118EVCertificate", EventType.EV_CERTIFICATE_REQUESTED),
            Map.entry("GetCertificateChainStatus", EventType.CERTIFICATE_CHAIN_STATUS_REQUESTED),
            Map.entry("GetCertificateStatus", EventType.CERTIFICATE_STATUS_REQUESTED),
            Map.entry("Heartbeat", EventType.DEVICE_HEARTBEAT),
            Map.entry("LogStatusNotification", EventType.LOG_STATUS),
            Map.entry("MeterValues", EventType.METER_VALUES),
            Map.entry("NotifyChargingLimit", EventType.CHARGING_LIMIT_CHANGED),
            Map.entry("NotifyCustomerInformation", EventType.CUSTOMER_INFORMATION),
            Map.entry("NotifyDERAlarm", EventType.DER_ALARM),
            Map.entry("NotifyDERStartStop", EventType.DER_START_STOP),
            Map.entry("NotifyDisplayMessages", EventType.DISPLAY_MESSAGES),
            Map.entry("NotifyEVChargingNeeds", EventType.EV_CHARGING_NEEDS),
            Map.entry("NotifyEVChargingSchedule", EventType.EV_CHARGING_SCHEDULE),
            Map.entry("NotifyMonitoringReport", EventType.MONITORING_REPORT),
            Map.entry("NotifyPeriodicEventStream", EventType.EVENT_STREAM_DATA),
            Map.entry("NotifyPriorityCharging", EventType.PRIORITY_CHARGING),
            Map.entry("NotifyReport", EventType.DEVICE_REPORT),
            Map.entry("NotifySettlement", EventType.PAYMENT_SETTLEMENT),
            Map.entry("OpenPeriodicEventStream", EventType.EVENT_STREAM_REQUESTED),
            Map.entry("PublishFirmwareStatusNotification", EventType.FIRMWARE_PUBLISH_STATUS),
            Map.entry("PullDynamicScheduleUpdate", EventType.DYNAMIC_SCHEDULE_REQUESTED),
            Map.entry("ReportChargingProfiles", EventType.CHARGING_PROFILES_REPORT),
            Map.entry("ReportDERControl", EventType.DER_REPORT),
            Map.entry("ReservationStatusUpdate", EventType.RESERVATION_STATUS),
            Map.entry("SecurityEventNotification", EventType.SECURITY_EVENT),
            Map.entry("SignCertificate", EventType.CERTIFICATE_REQUESTED),
            Map.entry("StatusNotification", EventType.CONNECTOR_STATUS),
            Map.entry("VatNumberValidation", EventType.VAT_VALIDATION_REQUESTED));

    /** Fields of events with another name in the message, by action. */
    private static final Map<String, Map<String, String>> ORIGINS = Map.of(
            "BootNotification",
                    Map.of(
                            "vendor", "chargingStation.vendorName",
                            "model", "chargingStation.model",
                            "serialNumber", "chargingStation.serialNumber",
                            "firmwareVersion", "chargingStation.firmwareVersion",
                            "iccid", "chargingStation.modem.iccid",
                            "imsi", "chargingStation.modem.imsi"),
            "ReservationStatusUpdate", Map.of("status", "reservationUpdateStatus"),
            "SecurityEventNotification", Map.of("name", "type", "info", "techInfo"),
            "StatusNotification", Map.of("status", "connectorStatus"));

    /** Messages besides transaction messages that charge points store and repeat until they are answered. */
    private static final Set<String> REPEATED =
            Set.of("NotifyReport", "NotifyMonitoringReport", "NotifyCustomerInformation");

    private final Map<Action, FieldCopy> copies = new HashMap<>();
    private final ReportedVariables variables;
    private final Transactions2 transactions;
    private final DeviceEvents deviceEvents;

    Events2(Dictionary dictionary) {
        for (MessageType message : dictionary.messages()) {
            EventType type = TYPES.get(message.action().name());
            if (message.direction().fromChargePoint() && type != null) {
                copies.put(message.action(), copy(message, type));
            }
        }
        this.variables = new ReportedVariables(dictionary);
        this.transactions = new Transactions2(request(dictionary, "TransactionEvent"));
        this.deviceEvents = new DeviceEvents(request(dictionary, "NotifyEvent"));
    }

    private static FieldCopy copy(MessageType message, EventType type) {
        ObjectType event = Objects.requireNonNull(UnifiedModel.events().event(type.name()), type.name());
        FieldCopy copy = FieldCopy.toEvent(
                message.request(), event, ORIGINS.getOrDefault(message.action().name(), Map.of()));
        return type.equals(EventType.DEVICE_REPORT) ? copy.without("reportData") : copy;
    }

    private static ObjectType request(Dictionary dictionary, String action) {
        return Objects.requireNonNull(dictionary.message(new Action(action)), action)
                .request();
    }

    TranslatedEvent of(UplinkContext context, Action action, Payload message) {
        return switch (action.name()) {
            case "TransactionEvent" -> transactions.event(context, message);
            case "NotifyEvent" -> deviceEvents.event(context, message);
            default -> generic(context, action, message);
        };
    }

    private TranslatedEvent generic(UplinkContext context, Action action, Payload message) {
        FieldCopy copy = copies.get(action);
        EventType type = TYPES.get(action.name());
        if (copy == null || type == null) {
            return TranslatedEvent.of(EventType.OCPP_MESSAGE, "");
        }
        JsonBuilder fields = new JsonBuilder(256);
        copy.write(message, fields);
        switch (action.name()) {
            case "Authorize", "BatterySwap" -> IdTokens.toEvent(fields, message.object("idToken"));
            case "MeterValues" -> MeterValues2.write(fields, message.objects("meterValue"));
            case "NotifyReport" -> variables.ofReport(message, fields);
            case "SecurityEventNotification" -> fields.field("raisedBy", "charge-point");
            default -> {
                // copied above
            }
        }
        EventPriority priority = type.equals(EventType.SECURITY_EVENT) ? EventPriority.SECURITY : EventPriority.NORMAL;
        return new TranslatedEvent(type, fields.toString(), priority, contentKey(context, action, message));
    }

    private static @Nullable String contentKey(UplinkContext context, Action action, Payload message) {
        return REPEATED.contains(action.name())
                ? ContentKeys.byTime(
                        context, message.canonicalText(), Collections.singletonList(message.text("generatedAt")))
                : null;
    }
}
