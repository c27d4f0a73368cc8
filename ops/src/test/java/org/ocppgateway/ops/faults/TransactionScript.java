package org.ocppgateway.ops.faults;

import com.google.gson.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;

/** Messages of a charge point about a connector and a transaction. */
final class TransactionScript {
    static final String ID_TOKEN = "PLAIN-TAG";

    private static final String TIME = "2026-11-29T12:00:00Z";

    private TransactionScript() {}

    /** Reports connector 1, starts a transaction there at 100 Wh, and reports 350 Wh; returns the id of the transaction. */
    static String start16(RawChargePoint chargePoint) throws InterruptedException {
        chargePoint.call("StatusNotification", "{\"connectorId\":1,\"errorCode\":\"NoError\",\"status\":\"Charging\"}");
        JsonObject started = chargePoint.call(
                "StartTransaction",
                "{\"connectorId\":1,\"idTag\":\"%s\",\"meterStart\":100,\"timestamp\":\"%s\"}"
                        .formatted(ID_TOKEN, TIME));
        String id = started.get("transactionId").getAsString();
        chargePoint.call(
                "MeterValues",
                "{\"connectorId\":1,\"transactionId\":%s,\"meterValue\":[{\"timestamp\":\"%s\",\"sampledValue\":[{\"value\":\"350\"}]}]}"
                        .formatted(id, TIME));
        return id;
    }

    static void stop16(RawChargePoint chargePoint, String transactionId) throws InterruptedException {
        chargePoint.call(
                "StopTransaction",
                "{\"transactionId\":%s,\"meterStop\":400,\"timestamp\":\"%s\"}".formatted(transactionId, TIME));
    }

    /** Connects a charge point of OCPP 2.0.1 that reports connector 1 of EVSE 2, and a transaction that names only the EVSE. */
    static RawChargePoint start201(URI endpoint, String id) throws InterruptedException {
        RawChargePoint chargePoint = RawChargePoint.connect(HttpClient.newHttpClient(), endpoint, id, "ocpp2.0.1");
        chargePoint.call(
                "BootNotification",
                "{\"reason\":\"PowerUp\",\"chargingStation\":{\"model\":\"M\",\"vendorName\":\"V\"}}");
        chargePoint.call(
                "StatusNotification",
                "{\"timestamp\":\"%s\",\"connectorStatus\":\"Occupied\",\"evseId\":2,\"connectorId\":1}"
                        .formatted(TIME));
        chargePoint.call(
                "TransactionEvent",
                ("{\"eventType\":\"Started\",\"timestamp\":\"%s\",\"triggerReason\":\"CablePluggedIn\",\"seqNo\":0,"
                                + "\"transactionInfo\":{\"transactionId\":\"t-1\",\"chargingState\":\"Charging\"},\"evse\":{\"id\":2}}")
                        .formatted(TIME));
        return chargePoint;
    }
}
