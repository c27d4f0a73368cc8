package org.ocppgateway.protocol.v16;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.dictionary.Tolerance;
import org.ocppgateway.protocol.dictionary.Violation;
import org.ocppgateway.protocol.handler.Uplink;
import org.ocppgateway.protocol.handler.UplinkContext;
import org.ocppgateway.protocol.handler.VersionHandler;
import org.ocppgateway.protocol.testing.Contexts;
import org.ocppgateway.protocol.translation.DictionaryHandler;

/** A value of another form is converted. An unreadable value costs only its own field. */
class Ocpp16LenientReadingTest {
    private static final ChargePointId CP = new ChargePointId("CP-007");
    private static final VersionHandler HANDLER = new DictionaryHandler(new Ocpp16());

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "StopTransaction ; {'transactionId':'123'} ; 'transactionId':'123' ; /transactionId",
                "StopTransaction ; {'transactionId':7,'meterStop':'1625'} ; 'meterStop':1625 ; /meterStop",
                "StopTransaction ; {'transactionId':7,'meterStop':'1625,9 '} ; 'meterStop':1625 ; /meterStop",
                "StopTransaction ; {'transactionId':7,'meterStop':1625.9} ; 'meterStop':1625 ; /meterStop",
                "StopTransaction ; {'transactionId':7,'reason':'Boredom'} ; 'stopReason':'Other' ; /reason",
                "StopTransaction ; {'transactionId':7,'reason':'power loss'} ; 'stopReason':'PowerLoss' ; /reason",
                "StartTransaction ; {'idTag':4711,'connectorId':'2'} ; 'idToken':{'value':'4711'} ; /idTag",
                "StartTransaction ; {'idTag':'T','connectorId':'2'} ; 'evseId':2,'connectorId':2 ; /connectorId",
                "StartTransaction ; {'idTag':{'a':1}} ; 'timestamp':'2026-11-21T12:00:00Z' ; /timestamp",
                "MeterValues ; {'transactionId':7,'meterValue':{'timestamp':'2026-11-21T09:30:00Z','sampledValue':{'value':5}}} ;"
                        + " 'samples':[{'value':5,'measurand':'Energy.Active.Import.Register' ; /meterValue/sampledValue/value",
                "MeterValues ; {'transactionId':{},'meterValue':[{'sampledValue':[7,{'value':'8'},null]}]} ;"
                        + " 'samples':[{'value':8, ; /transactionId",
            })
    void convertsFieldsUnderAnyTolerance(String action, String payload, String field, String path) {
        for (Tolerance tolerance : List.of(Tolerance.STANDARD, Tolerance.STRICT)) {
            Uplink.Accepted accepted = assertInstanceOf(
                    Uplink.Accepted.class,
                    HANDLER.withTolerance(tolerance).call(Contexts.of(CP), new Action(action), json(payload)));
            assertTrue(accepted.fields().contains(json(field)), accepted.fields());
            assertTrue(
                    accepted.violations().stream()
                            .anyMatch(violation -> violation.path().equals(path)),
                    () -> accepted.violations().toString());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "StatusNotification ; {'connectorId':1,'errorCode':'NoError','status':'Available','timestamp':'soon'} ; connector.status",
                "StatusNotification ; {'connectorId':1,'errorCode':'NoError','status':'available','info':{}} ; connector.status",
                "StatusNotification ; {'connectorId':'1','errorCode':'NoError','status':'Available','vendorId':7} ; connector.status",
                "StatusNotification ; {'connectorId':1,'errorCode':'NoError','status':'Parked'} ; ocpp.message",
                "BootNotification ; {'chargePointVendor':'V','chargePointModel':'M','iccid':[]} ; device.online",
                "Authorize ; {'idTag':4711} ; authorization.requested",
                "DataTransfer ; {'vendorId':'V','data':[1]} ; data.transfer",
                "DiagnosticsStatusNotification ; {'status':'Lost'} ; log.status",
                "MeterValues ; {'connectorId':1,'meterValue':[{'timestamp':'soon','sampledValue':[{},{'value':'1'}]}]} ; meter.values",
                "SecurityEventNotification ; {'type':'T','timestamp':'2026-11-21 09:30','techInfo':1} ; security.event",
            })
    void unreadableFieldCostsOnlyThatFieldInEveryMessage(String action, String payload, String type) {
        Uplink.Accepted accepted = accepted(action, json(payload));
        assertEquals(type, accepted.type().name());
        assertTrue(accepted.violations().stream().allMatch(Violation::tolerated));
        assertEquals(json(payload), accepted.payload().raw());
        Uplink strict =
                HANDLER.withTolerance(Tolerance.STRICT).call(Contexts.of(CP), new Action(action), json(payload));
        assertInstanceOf(Uplink.Refused.class, strict);
    }

    @Test
    void publishesAnUnknownErrorCodeAsOtherError() {
        Uplink.Accepted fault = accepted(
                "StatusNotification", "{\"connectorId\":1,\"status\":\"Faulted\",\"errorCode\":\"CableStolen\"}");
        assertTrue(fault.fields().contains("\"status\":\"Faulted\",\"errorCode\":\"OtherError\""), fault.fields());
    }

    private static Uplink.Accepted accepted(String action, String payload) {
        return accepted(Contexts.of(CP), action, payload);
    }

    private static Uplink.Accepted accepted(UplinkContext context, String action, String payload) {
        return assertInstanceOf(Uplink.Accepted.class, HANDLER.call(context, new Action(action), payload));
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
