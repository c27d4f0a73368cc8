package org.ocppgateway.protocol.v16;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.handler.AnswerContext;
import org.ocppgateway.protocol.handler.Uplink;
import org.ocppgateway.protocol.handler.UplinkContext;
import org.ocppgateway.protocol.handler.VersionHandler;
import org.ocppgateway.protocol.testing.Contexts;
import org.ocppgateway.protocol.translation.DictionaryHandler;

/**
 * A content key is the whole content of a message. If the time of the message is not credible, it also contains the session.
 */
class Ocpp16ContentKeyTest {
    private static final ChargePointId CP = new ChargePointId("CP-007");
    private static final VersionHandler HANDLER = new DictionaryHandler(new Ocpp16());

    @Test
    void retryOfATransactionMessageHasTheSameContentKey() {
        String start = "{\"connectorId\":1,\"idTag\":\"TAG1\",\"meterStart\":1,\"timestamp\":\"2026-11-21T09:30:00Z\"}";
        String folded =
                "{\"timestamp\":\"2026-11-21T09:30:00Z\",\"idTag\":\"tag1\",\"meterStart\":1,\"connectorId\":1}";
        assertEquals(key("StartTransaction", start), key("StartTransaction", folded));
        assertEquals(
                accepted("StartTransaction", start).fields().split(",", 2)[0],
                accepted("StartTransaction", folded).fields().split(",", 2)[0]);
        assertNotEquals(
                key("StartTransaction", start),
                key("StartTransaction", start.replace("\"meterStart\":1", "\"meterStart\":2")));

        assertNotEquals(
                key("StartTransaction", start), key("StartTransaction", start.replace("}", ",\"reservationId\":1}")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "'meterStop':900 ; 'meterStop':1700",
                "20T12:00 ; 21T12:00",
                "'transactionId':7 ; 'transactionId':8",
                "Local ; Remote",
                "TAG1 ; TAG2",
                "'value':'1' ; 'value':'2'",
                "'unit':'Wh' ; 'unit':'kWh'",
                "Sample.Clock ; Sample.Periodic",
                "'vendorsOwn':1 ; 'vendorsOwn':2",
                "'vendorsOwn':1 ; 'vendorsOwn':[]",
            })
    void stopsThatDifferInAnyFieldHaveDifferentKeys(String one, String other) {
        String stop = """
            {'transactionId':7,'meterStop':900,'timestamp':'2026-11-20T12:00:00Z','reason':'Local','idTag':'TAG1',\
            'transactionData':[{'timestamp':'2026-11-20T12:00:00Z','sampledValue':[\
            {'value':'1','unit':'Wh','context':'Sample.Clock'}]}],'vendorsOwn':1}\
            """;
        String changed = stop.replace(one, other);
        assertNotEquals(stop, changed);
        assertEquals(key("StopTransaction", json(stop)), key("StopTransaction", json(stop)));
        assertNotEquals(key("StopTransaction", json(stop)), key("StopTransaction", json(changed)));
        String nameless = key("StopTransaction", json(stop.replace("'transactionId':7,", "")));
        assertNotEquals(nameless, key("StopTransaction", json(changed.replace("'transactionId':7,", ""))));
    }

    @Test
    void meterValuesWithDifferentSamplesHaveDifferentKeys() {
        String values = """
            {"connectorId":1,"transactionId":7,"meterValue":[{"timestamp":"2026-11-21T09:30:00Z",\
            "sampledValue":[{"value":"230","measurand":"Voltage","phase":"L1","context":"Sample.Clock"}]}]}\
            """;
        assertEquals(key("MeterValues", values), key("MeterValues", values));
        for (String other : List.of(
                values.replace("L1", "L2"),
                values.replace("230", "231"),
                values.replace("09:30", "09:31"),
                values.replace("Sample.Clock", "Sample.Periodic"),
                values.replace("\"L1\"", "\"L1\",\"unit\":\"V\""))) {
            assertNotEquals(key("MeterValues", values), key("MeterValues", other));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "StartTransaction ; {'connectorId':1,'idTag':'T','meterStart':0,'timestamp':'@'}",
                "StopTransaction  ; {'transactionId':-1,'meterStop':1,'timestamp':'@'}",
                "StopTransaction  ; {'meterStop':1,'timestamp':'@'}",
                "MeterValues      ; {'connectorId':1,'meterValue':[{'timestamp':'@','sampledValue':[{'value':'1'}]}]}",
                "MeterValues      ; {'connectorId':1,'transactionId':0,'meterValue':[{'timestamp':'@','sampledValue':[]}]}",
            })
    void keyContainsTheSessionIfTheTimeIsNotCredible(String action, String message) {
        for (String wrong :
                List.of("1970-01-01T00:00:07Z", "2014-12-31T23:59:59Z", "2026-11-22T12:00:01Z", "", "soon")) {
            String payload = json(message).replace("@", wrong);
            String key = key(Contexts.of(CP, 1, 0), action, payload);
            assertEquals(key, key(Contexts.of(CP, 1, 0), action, payload), "a retry in the session");
            assertNotEquals(key, key(Contexts.of(CP, 1, 1), action, payload), "after a boot or a stop");
            assertNotEquals(key, key(Contexts.of(CP, 2, 0), action, payload), "in another session");
        }
        for (String right : List.of("2015-01-01T00:00:00Z", "2026-11-22T12:00:00Z", "2026-11-21T12:00:00+02:00")) {
            String payload = json(message).replace("@", right);
            assertEquals(
                    key(Contexts.of(CP, 1, 0), action, payload), key(Contexts.of(CP, 2, 1), action, payload), right);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "StopTransaction ; {'transactionId':7,'meterStop':1,'timestamp':'1970-01-01T00:00:07Z'}",
                "StopTransaction ; {'transactionId':7}",
                "MeterValues     ; {'connectorId':1,'transactionId':7,'meterValue':[]}",
            })
    void keyWithATransactionIdDoesNotDependOnTheTime(String action, String message) {
        String payload = json(message);
        assertEquals(key(Contexts.of(CP, 1, 0), action, payload), key(Contexts.of(CP, 2, 1), action, payload));
    }

    @Test
    void transactionIdOfAStartWithoutClockDependsOnItsKey() {
        String start = "{\"connectorId\":1,\"idTag\":\"T\",\"meterStart\":0,\"timestamp\":\"1970-01-01T00:00:07Z\"}";
        Set<String> ids = new TreeSet<>();
        for (int bootsAndStops = 0; bootsAndStops < 3; bootsAndStops++) {
            Uplink.Accepted accepted = accepted(Contexts.of(CP, 1, bootsAndStops), "StartTransaction", start);
            String id = accepted.fields().split("\"", 5)[3];
            String answer = HANDLER.answer(accepted, new AnswerContext(CP, Contexts.NOW, Duration.ZERO, null));
            assertTrue(answer.contains("\"transactionId\":" + id), answer);
            ids.add(id);
        }
        assertEquals(3, ids.size());
    }

    @Test
    void messagesWithHarmlessDuplicatesHaveNoContentKey() {
        assertNull(accepted("Heartbeat", "{}").contentKey());
        assertNull(accepted("Authorize", "{\"idTag\":\"T\"}").contentKey());
        assertNull(
                accepted("StatusNotification", "{\"connectorId\":1,\"errorCode\":\"NoError\",\"status\":\"Available\"}")
                        .contentKey());
    }

    private static String key(String action, String payload) {
        return key(Contexts.of(CP), action, payload);
    }

    private static String key(UplinkContext context, String action, String payload) {
        return String.valueOf(accepted(context, action, payload).contentKey());
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
