package org.ocppgateway.gateway.session.connector;

import java.util.List;
import org.ocppgateway.protocol.json.StringTable;

/** A unified field of an event that concerns connectors or transactions. */
enum EventField {
    EVSE_ID("evseId"),
    CONNECTOR_ID("connectorId"),
    STATUS("status"),
    ERROR_CODE("errorCode"),
    TRANSACTION_ID("transactionId"),
    TIMESTAMP("timestamp"),
    CHARGING_STATE("chargingState"),
    METER_START("meterStart"),
    ID_TOKEN("idToken"),
    METER_VALUES("meterValues"),
    CONNECTORS("connectors");

    /** By position in {@link #NAMES}. */
    static final List<EventField> ALL = List.of(values());

    static final StringTable NAMES =
            new StringTable(ALL.stream().map(field -> field.fieldName).toList());

    private final String fieldName;

    EventField(String fieldName) {
        this.fieldName = fieldName;
    }
}
