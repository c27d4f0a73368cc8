package org.ocppgateway.protocol.contract;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ContractSchemasTest {
    private static final String EVENT = """
            {"specversion":"1.0","id":"CP-007:1:1","source":"/gateways/gateway-0","type":"%s","subject":"CP-007",\
            "time":"2026-11-21T09:30:00.123Z","datacontenttype":"application/json",\
            "data":{"chargePointId":"CP-007","podId":"gateway-0"%s}}""";

    @Test
    void acceptsAnEventWithTheFieldsOfItsType() {
        ContractSchemas.assertEvent(EVENT.formatted("device.offline", ",\"reason\":\"silent\""));
        refused(EVENT.formatted("device.offline", ""), "reason");
    }

    @Test
    void findsAnUndeclaredField() {
        refused(EVENT.formatted("device.offline", ",\"reason\":\"silent\",\"color\":1"), "color");
        refused(EVENT.formatted("device.heartbeat", """
                ,"reply":{"requestId":"r","pod":"p","partition":1,"deadline":"2026-11-21T09:30:00Z","color":1}"""), "color");
    }

    @Test
    void findsAnUndeclaredType() {
        refused(EVENT.formatted("device.color", ""), "device.color");
    }

    @Test
    void requiresTimesInTheFormatOfRfc3339() {
        refused(EVENT.formatted("device.heartbeat", "").replace("09:30", "9:30"), "time");
    }

    @Test
    void acceptsACommandWithTheFieldsOfItsType() {
        String command = "{\"commandId\":\"c\",\"chargePointId\":\"CP-007\",\"type\":\"%s\"%s}";
        ContractSchemas.assertCommand(command.formatted("remote.stop", ",\"data\":{\"transactionId\":\"7\"}"));
        ContractSchemas.assertCommand(command.formatted("clear.cache", ""));
        assertThrows(AssertionError.class, () -> ContractSchemas.assertCommand(command.formatted("remote.stop", "")));
    }

    @Test
    void acceptsAReplyToOneEventType() {
        String reply = "{\"type\":\"reply\",\"requestId\":\"r\",\"payload\":{\"status\":\"%s\"}}";
        ContractSchemas.assertReply(reply.formatted("concurrent"));
        ContractSchemas.assertReply(reply.formatted("pending"));
        assertThrows(AssertionError.class, () -> ContractSchemas.assertReply(reply.formatted("Accepted")));
    }

    private static void refused(String event, String about) {
        AssertionError error = assertThrows(AssertionError.class, () -> ContractSchemas.assertEvent(event));
        assertTrue(String.valueOf(error.getMessage()).contains(about), error::getMessage);
    }
}
