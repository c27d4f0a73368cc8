package org.ocppgateway.protocol.model;

/**
 * The {@code type} of an event, as CloudEvents understands it: dotted lower case, for example {@code device.online}. What
 * each means stands in {@code events.dictionary}.
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
    public static final EventType OCPP_MESSAGE = new EventType("ocpp.message");

    @Override
    public String toString() {
        return name;
    }
}
