package org.ocppgateway.protocol.model;

/**
 * CloudEvents {@code type} of an event: lower case with dots, for example {@code device.online}. {@code events.dictionary}
 * documents each type.
 */
public record EventType(String name) {
    public static final EventType DEVICE_CONNECTED = new EventType("device.connected");
    public static final EventType DEVICE_ONLINE = new EventType("device.online");
    public static final EventType DEVICE_OFFLINE = new EventType("device.offline");
    public static final EventType DEVICE_HEARTBEAT = new EventType("device.heartbeat");
    public static final EventType CONNECTOR_STATUS = new EventType("connector.status");
    public static final EventType TRANSACTION_STARTED = new EventType("transaction.started");
    public static final EventType TRANSACTION_UPDATED = new EventType("transaction.updated");
    public static final EventType TRANSACTION_ENDED = new EventType("transaction.ended");
    public static final EventType METER_VALUES = new EventType("meter.values");
    public static final EventType AUTHORIZATION_REQUESTED = new EventType("authorization.requested");
    public static final EventType FIRMWARE_STATUS = new EventType("firmware.status");
    public static final EventType LOG_STATUS = new EventType("log.status");
    public static final EventType SECURITY_EVENT = new EventType("security.event");
    public static final EventType CERTIFICATE_REQUESTED = new EventType("certificate.requested");
    public static final EventType DATA_TRANSFER = new EventType("data.transfer");
    public static final EventType RESERVATION_STATUS = new EventType("reservation.status");
    public static final EventType FIRMWARE_PUBLISH_STATUS = new EventType("firmware.publish.status");
    public static final EventType DEVICE_EVENT = new EventType("device.event");
    public static final EventType DEVICE_REPORT = new EventType("device.report");
    public static final EventType MONITORING_REPORT = new EventType("monitoring.report");
    public static final EventType EVENT_STREAM_REQUESTED = new EventType("event.stream.requested");
    public static final EventType EVENT_STREAM_CLOSED = new EventType("event.stream.closed");
    public static final EventType EVENT_STREAM_DATA = new EventType("event.stream.data");
    public static final EventType CHARGING_LIMIT_CHANGED = new EventType("charging.limit.changed");
    public static final EventType CHARGING_LIMIT_CLEARED = new EventType("charging.limit.cleared");
    public static final EventType CHARGING_PROFILES_REPORT = new EventType("charging.profiles.report");
    public static final EventType EV_CHARGING_NEEDS = new EventType("ev.charging.needs");
    public static final EventType EV_CHARGING_SCHEDULE = new EventType("ev.charging.schedule");
    public static final EventType DYNAMIC_SCHEDULE_REQUESTED = new EventType("dynamic.schedule.requested");
    public static final EventType PRIORITY_CHARGING = new EventType("priority.charging");
    public static final EventType DISPLAY_MESSAGES = new EventType("display.messages");
    public static final EventType CUSTOMER_INFORMATION = new EventType("customer.information");
    public static final EventType EV_CERTIFICATE_REQUESTED = new EventType("ev.certificate.requested");
    public static final EventType CERTIFICATE_STATUS_REQUESTED = new EventType("certificate.status.requested");
    public static final EventType CERTIFICATE_CHAIN_STATUS_REQUESTED =
            new EventType("certificate.chain.status.requested");
    public static final EventType PAYMENT_SETTLEMENT = new EventType("payment.settlement");
    public static final EventType VAT_VALIDATION_REQUESTED = new EventType("vat.validation.requested");
    public static final EventType BATTERY_SWAP = new EventType("battery.swap");
    public static final EventType DER_ALARM = new EventType("der.alarm");
    public static final EventType DER_START_STOP = new EventType("der.start.stop");
    public static final EventType DER_REPORT = new EventType("der.report");
    public static final EventType OCPP_MESSAGE = new EventType("ocpp.message");
    public static final EventType MESSAGE_REJECTED = new EventType("message.rejected");

    @Override
    public String toString() {
        return name;
    }
}
