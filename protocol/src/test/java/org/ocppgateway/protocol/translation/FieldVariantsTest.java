package org.ocppgateway.protocol.translation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.handler.Uplink;
import org.ocppgateway.protocol.handler.VersionHandler;
import org.ocppgateway.protocol.testing.Contexts;
import org.ocppgateway.protocol.v16.Ocpp16;
import org.ocppgateway.protocol.v2.Ocpp2;

/**
 * Variants of the messages that charge points in the field send. Each line: action; payload with single quotes; event type; field of the
 * event, with dots; its value, or {@code -} if the field must be absent.
 */
class FieldVariantsTest {
    private static final ChargePointId CP = new ChargePointId("CP-007");

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                // transaction messages are never lost, and their fields are read as well as possible
                "StopTransaction; {'transactionId':' 42 ','meterStop':1}; transaction.ended; transactionId; 42",
                "StopTransaction; {'transactionId':42.0,'meterStop':1}; transaction.ended; transactionId; 42",
                "StopTransaction; {'transactionId':[42],'meterStop':[1625]}; transaction.ended; meterStop; 1625",
                "StopTransaction; {'transactionId':'','meterStop':1}; transaction.ended; transactionId; -",
                "StopTransaction; {'transactionId':{},'meterStop':'1625,7'}; transaction.ended; meterStop; 1625",
                "StopTransaction; {'transactionId':true,'meterStop':1625}; transaction.ended; meterStop; 1625",
                "StopTransaction; {'transactionId':1e99,'meterStop':1625}; transaction.ended; meterStop; 1625",
                "StopTransaction; {'transactionId':7,'transactionId':8}; transaction.ended; transactionId; 8",
                "StopTransaction; {'transactionId':7,'transactionId':{}}; transaction.ended; transactionId; 7",
                "StopTransaction; {}; transaction.ended; transactionId; -",
                "StopTransaction; {'transactionId':42,'meterStop':null}; transaction.ended; meterStop; -",
                "StopTransaction; {'transactionId':42,'meterStop':-5}; transaction.ended; meterStop; -5",
                "StopTransaction; {'meterStop':1,'timestamp':1795253400}; transaction.ended; timestamp; 2026-11-21T09:30:00Z",
                "StopTransaction; {'timestamp':'2026/11/21 09:30:00'}; transaction.ended; timestamp; 2026-11-21T09:30:00Z",
                "StopTransaction; {'timestamp':['2026-11-21T09:30:00Z']}; transaction.ended; timestamp; 2026-11-21T09:30:00Z",
                "StopTransaction; {'timestamp':'at noon','meterStop':3}; transaction.ended; timestamp; -",
                "StopTransaction; {'meterStop':'+1625'}; transaction.ended; meterStop; 1625",
                "StopTransaction; {'meterStop':'01625'}; transaction.ended; meterStop; 1625",
                "StopTransaction; {'meterStop':'1.625e3'}; transaction.ended; meterStop; 1625",
                "StopTransaction; {'meterStop':1.625E3,'reason':'x'}; transaction.ended; meterStop; 1625",
                "StopTransaction; {'meterStop':'1625 Wh'}; transaction.ended; meterStop; -",
                "StopTransaction; {'timestamp':'2026-11-21T09:30:00.123456789012Z'}; transaction.ended; timestamp; 2026-11-21T09:30:00.123456789012Z",
                "StopTransaction; {'timestamp':'2026-11-21T10:30:00+0100'}; transaction.ended; timestamp; 2026-11-21T09:30:00Z",
                "StopTransaction; {'timestamp':'2026-11-21 9:30'}; transaction.ended; timestamp; 2026-11-21T09:30:00Z",
                "StopTransaction; {'timestamp':'Sat Nov 21 09:30:00 2026'}; transaction.ended; timestamp; -",
                "StopTransaction; {'timestamp':{'a':1},'meterStop':2}; transaction.ended; meterStop; 2",
                "StopTransaction; {'idTag':4711}; transaction.ended; idToken.value; 4711",
                "StopTransaction; {'idTag':{'idTag':'X'},'meterStop':3}; transaction.ended; idToken; -",
                "StopTransaction; {'transactionData':'none','meterStop':3}; transaction.ended; meterStop; 3",
                "StopTransaction; {'transactionData':{'sampledValue':{'value':5}}}; transaction.ended; meterValues.0.samples.0.value; 5",
                "StopTransaction; {'transactionData':[[{'sampledValue':[[{'value':'5'}]]}]]}; transaction.ended; meterValues.0.samples.0.value; 5",
                "StopTransaction; null; transaction.ended; stopReason; Local",
                "StartTransaction; {}; transaction.started; meterStart; -",
                "StartTransaction; {'connectorId':'1','idTag':['T'],'meterStart':'0'}; transaction.started; evseId; 1",
                "StartTransaction; {'connectorId':1,'idTag':null}; transaction.started; idToken; -",
                "StartTransaction; {'idTag':'longer than 20 characters','meterStart':12.7}; transaction.started; meterStart; 12",
                "StartTransaction; {'idTag':true}; transaction.started; idToken.value; true",
                "StartTransaction; {'idTag':'T','reservationId':''}; transaction.started; reservationId; -",
                "MeterValues; {'transactionId':7}; transaction.updated; transactionId; 7",
                "MeterValues; {'transactionId':'7','meterValue':null}; transaction.updated; transactionId; 7",
                "MeterValues; {'transactionId':null,'meterValue':{'sampledValue':[{'value':1.50}]}}; meter.values; meterValues.0.samples.0.value; 1.50",
                // enumerations
                "StopTransaction; {'reason':'powerloss'}; transaction.ended; stopReason; PowerLoss",
                "StopTransaction; {'reason':'power_loss'}; transaction.ended; stopReason; PowerLoss",
                "StopTransaction; {'reason':'Unbekannt'}; transaction.ended; stopReason; Other",
                "StopTransaction; {'reason':{}}; transaction.ended; stopReason; Other",
                "StopTransaction; {'reason':5}; transaction.ended; stopReason; Other",
                "StopTransaction; {'reason':''}; transaction.ended; stopReason; Local",
                "StatusNotification; {'connectorId':'2','status':'available','errorCode':'noerror'}; connector.status; status; Available",
                "StatusNotification; {'connectorId':1,'status':'Faulted','errorCode':'Error'}; connector.status; errorCode; OtherError",
                "StatusNotification; {'connectorId':1,'status':'Occupied','errorCode':'NoError'}; connector.status; status; Occupied",
                "StatusNotification; {'connectorId':1,'status':'Broken','errorCode':'NoError'}; ocpp.message; status; -",
                "StatusNotification; {'connectorId':1,'status':['Charging'],'errorCode':'NoError'}; connector.status; status; Charging",
                "FirmwareStatusNotification; {'status':'installed'}; firmware.status; status; Installed",
                // samples: a default never replaces what cannot be read
                "MeterValues; {'connectorId':1,'meterValue':[{'sampledValue':[{'value':'5','unit':'kwh'}]}]}; meter.values; meterValues.0.samples.0.unit; kWh",
                "MeterValues; {'connectorId':1,'meterValue':[{'sampledValue':[{'value':'5','unit':{}}]}]}; meter.values; meterValues.0.samples.0; -",
                "MeterValues; {'connectorId':1,'meterValue':[{'sampledValue':[{'value':'5','measurand':5}]}]}; meter.values; meterValues.0.samples.0; -",
                "MeterValues; {'connectorId':1,'meterValue':[{'sampledValue':[{'value':'5','measurand':'energy.active.import.register'}]}]}; meter.values; meterValues.0.samples.0.measurand; Energy.Active.Import.Register",
                "MeterValues; {'connectorId':1,'meterValue':[{'sampledValue':[{'value':'5','measurand':'RSSI','unit':'dBm'}]}]}; meter.values; meterValues.0.samples.0.unit; dBm",
                "MeterValues; {'connectorId':1,'meterValue':[{'sampledValue':[{'value':'5','phase':'L4'}]}]}; meter.values; meterValues.0.samples.0.phase; L4",
                "MeterValues; {'connectorId':1,'meterValue':[{'timestamp':'','sampledValue':[{'value':'5'}]}]}; meter.values; meterValues.0.samples.0.value; 5",
                "MeterValues; {'connectorId':1,'meterValue':[{'sampledValue':[{'value':null},{'value':'5'}]}]}; meter.values; meterValues.0.samples.0.value; 5",
                // one unreadable optional field costs that field
                "BootNotification; {'chargePointVendor':7,'chargePointModel':'M'}; device.online; vendor; 7",
                "BootNotification; {'chargePointVendor':'V','chargePointModel':'M','firmwareVersion':{}}; device.online; firmwareVersion; -",
                "BootNotification; {'chargePointVendor':'V','chargePointModel':'M','firmwareVersion':['1.2']}; device.online; firmwareVersion; 1.2",
                "BootNotification; {'chargePointVendor':'V','chargePointModel':'M','imsi':262011234567890}; device.online; imsi; 262011234567890",
                "BootNotification; {'chargePointVendor':'V','chargePointModel':'M','meterType':false}; device.online; meterType; false",
                "StatusNotification; {'connectorId':1,'status':'Faulted','errorCode':'GroundFailure','timestamp':'unknown'}; connector.status; timestamp; -",
                "StatusNotification; {'connectorId':1,'status':'Faulted','errorCode':'GroundFailure','vendorErrorCode':0}; connector.status; vendorErrorCode; 0",
                "StatusNotification; {'connectorId':1,'status':'Faulted','errorCode':'GroundFailure','info':[1,2]}; connector.status; errorCode; GroundFailure",
                "DataTransfer; {'vendorId':'V','messageId':7,'data':[1,{}]}; data.transfer; data; [1,{}]",
                "DataTransfer; {'vendorId':'V','data':5}; data.transfer; data; 5",
                "SecurityEventNotification; {'type':'StartupOfTheDevice','timestamp':'2026-11-21 09:30:00'}; security.event; timestamp; 2026-11-21T09:30:00Z",
            })
    void messageOf16IsAcceptedReadAndMarked(String action, String payload, String type, String field, String value) {
        check(new DictionaryHandler(new Ocpp16()), action, payload, type, field, value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "TransactionEvent; {'eventType':'ended','transactionInfo':{'transactionId':'t'},'seqNo':'3'}; transaction.ended; transactionId; t",
                "TransactionEvent; {'eventType':'Ended','transactionInfo':[{'transactionId':7}]}; transaction.ended; transactionId; 7",
                "TransactionEvent; {'eventType':'Ended'}; transaction.ended; transactionId; -",
                "TransactionEvent; {'transactionInfo':{'transactionId':'t'}}; transaction.updated; transactionId; t",
                "TransactionEvent; {'eventType':'Started','transactionInfo':{'transactionId':'t'},'evse':1}; transaction.started; transactionId; t",
                "TransactionEvent; {'eventType':'Started','evse':[{'id':'2'}]}; transaction.started; evseId; 2",
                "TransactionEvent; {'eventType':'Updated','offline':'false'}; transaction.updated; offline; false",
                "TransactionEvent; {'eventType':'Updated','timestamp':1795253400000}; transaction.updated; timestamp; 2026-11-21T09:30:00Z",
                "TransactionEvent; {'eventType':'Updated','meterValue':{'sampledValue':{'value':'12.5'}}}; transaction.updated; meterValues.0.samples.0.value; 12.5",
                "TransactionEvent; {'eventType':'Updated','meterValue':[{'sampledValue':[{'value':5,'unitOfMeasure':'kWh'}]}]}; transaction.updated; meterValues.0.samples.0; -",
                "TransactionEvent; {'eventType':'Updated','meterValue':[{'sampledValue':[{'value':5,'unitOfMeasure':{'multiplier':'3'}}]}]}; transaction.updated; meterValues.0.samples.0.value; 5000",
                "TransactionEvent; {'eventType':'Updated','meterValue':[{'sampledValue':[{'value':5,'unitOfMeasure':{'multiplier':'x'}}]}]}; transaction.updated; meterValues.0.samples.0; -",
                "TransactionEvent; {'eventType':'Ended','transactionInfo':{'stoppedReason':'Weird'}}; transaction.ended; stopReason; Other",
                "TransactionEvent; {'eventType':'Ended','transactionInfo':{'stoppedReason':[]}}; transaction.ended; stopReason; Other",
                "StatusNotification; {'timestamp':'2026-11-21T09:30:00Z','connectorStatus':'AVAILABLE','evseId':'1','connectorId':1}; connector.status; status; Available",
                "BootNotification; {'reason':'powerup','chargingStation':[{'model':'M','vendorName':'V'}]}; device.online; vendor; V",
                "BootNotification; {'reason':'Bored','chargingStation':{'model':'M','vendorName':'V','modem':'none'}}; device.online; model; M",
                "Heartbeat; null; device.heartbeat; x; -",
            })
    void messageOf201IsAcceptedReadAndMarked(String action, String payload, String type, String field, String value) {
        check(new DictionaryHandler(new Ocpp2(OcppVersion.V2_0_1)), action, payload, type, field, value);
    }

    private static void check(
            VersionHandler handler, String action, String payload, String type, String field, String value) {
        Uplink uplink = handler.call(Contexts.of(CP), new Action(action), payload.replace('\'', '"'));
        Uplink.Accepted accepted = assertInstanceOf(Uplink.Accepted.class, uplink, uplink::toString);
        assertEquals(type, accepted.type().name(), uplink::toString);
        assertFalse(accepted.violations().isEmpty());
        assertEquals(value, at(JsonParser.parseString('{' + accepted.fields() + '}'), field), accepted::fields);
    }

    private static String at(JsonElement root, String path) {
        JsonElement at = root;
        for (String step : path.split("\\.", -1)) {
            if (at.isJsonArray()) {
                int index = Integer.parseInt(step);
                if (index >= at.getAsJsonArray().size()) {
                    return "-";
                }
                at = at.getAsJsonArray().get(index);
            } else {
                JsonObject object = at.getAsJsonObject();
                if (!object.has(step)) {
                    return "-";
                }
                at = object.get(step);
            }
        }
        return at.isJsonPrimitive() ? at.getAsString() : at.toString();
    }
}
