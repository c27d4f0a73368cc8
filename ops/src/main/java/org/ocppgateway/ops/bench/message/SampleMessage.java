package org.ocppgateway.ops.bench.message;

import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.handler.VersionHandler;
import org.ocppgateway.protocol.translation.DictionaryHandler;
import org.ocppgateway.protocol.v16.Ocpp16;
import org.ocppgateway.protocol.v2.Ocpp2;

/** CALLs as charge points send them, of the types that make up nearly all traffic of a fleet. */
public enum SampleMessage {
    /** The most frequent message that must be stored: five sampled values in a transaction. */
    METER_VALUES_16("1.6 MeterValues", OcppVersion.V1_6, """
        [2,"5a6b1c2d-7788-4f3e-9a0b-000000001234","MeterValues",{"connectorId":1,"transactionId":170534,"meterValue":[\
        {"timestamp":"2026-11-21T10:15:30.000Z","sampledValue":[\
        {"value":"1184502","context":"Sample.Periodic","measurand":"Energy.Active.Import.Register","location":"Outlet","unit":"Wh"},\
        {"value":"10837.4","context":"Sample.Periodic","measurand":"Power.Active.Import","location":"Outlet","unit":"W"},\
        {"value":"15.71","context":"Sample.Periodic","measurand":"Current.Import","location":"Outlet","phase":"L1","unit":"A"},\
        {"value":"229.9","context":"Sample.Periodic","measurand":"Voltage","location":"Outlet","phase":"L1-N","unit":"V"},\
        {"value":"57","context":"Sample.Periodic","measurand":"SoC","location":"EV","unit":"Percent"}]}]}]\
        """),
    /** The most frequent message. */
    HEARTBEAT_16("1.6 Heartbeat", OcppVersion.V1_6, """
        [2,"5a6b1c2d-7788-4f3e-9a0b-000000001235","Heartbeat",{}]\
        """),
    TRANSACTION_EVENT_201("2.0.1 TransactionEvent", OcppVersion.V2_0_1, Text.TRANSACTION_EVENT),
    TRANSACTION_EVENT_21("2.1 TransactionEvent", OcppVersion.V2_1, Text.TRANSACTION_EVENT);

    private final String label;
    private final OcppVersion version;
    private final String frame;

    SampleMessage(String label, OcppVersion version, String frame) {
        this.label = label;
        this.version = version;
        this.frame = frame;
    }

    String label() {
        return label;
    }

    OcppVersion version() {
        return version;
    }

    /** Text of the frame. */
    public String frame() {
        return frame;
    }

    VersionHandler newHandler() {
        return new DictionaryHandler(version == OcppVersion.V1_6 ? new Ocpp16() : new Ocpp2(version));
    }

    private static final class Text {
        /** An update of a transaction with the same five values. */
        static final String TRANSACTION_EVENT = """
            [2,"5a6b1c2d-7788-4f3e-9a0b-000000001236","TransactionEvent",{"eventType":"Updated",\
            "timestamp":"2026-11-21T10:15:30.000Z","triggerReason":"MeterValuePeriodic","seqNo":42,\
            "transactionInfo":{"transactionId":"0d3c5f2e-2a41-4b0e-8f63-6d5b1f1f7a11","chargingState":"Charging"},\
            "evse":{"id":1,"connectorId":1},"meterValue":[{"timestamp":"2026-11-21T10:15:30.000Z","sampledValue":[\
            {"value":1184502,"context":"Sample.Periodic","measurand":"Energy.Active.Import.Register","location":"Outlet","unitOfMeasure":{"unit":"Wh"}},\
            {"value":10837.4,"context":"Sample.Periodic","measurand":"Power.Active.Import","location":"Outlet","unitOfMeasure":{"unit":"W"}},\
            {"value":15.71,"context":"Sample.Periodic","measurand":"Current.Import","location":"Outlet","phase":"L1","unitOfMeasure":{"unit":"A"}},\
            {"value":229.9,"context":"Sample.Periodic","measurand":"Voltage","location":"Outlet","phase":"L1-N","unitOfMeasure":{"unit":"V"}},\
            {"value":57,"context":"Sample.Periodic","measurand":"SoC","location":"EV","unitOfMeasure":{"unit":"Percent"}}]}]}]\
            """;
    }
}
