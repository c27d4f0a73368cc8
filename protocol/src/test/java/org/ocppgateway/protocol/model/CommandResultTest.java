package org.ocppgateway.protocol.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.protocol.contract.ContractSchemas;

class CommandResultTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void aResultHasTheFieldsOfTheContract() {
        CommandResult result = new CommandResult(
                "c-1",
                new ChargePointId("CP-007"),
                "reset",
                "completed",
                true,
                "Accepted",
                "{\"status\":\"Accepted\"}",
                null,
                new PodId("gateway-0"),
                new SessionEpoch(7),
                1,
                NOON,
                NOON.plusMillis(1),
                NOON.plusMillis(2),
                NOON.plusMillis(30));
        assertEquals("""
                {"commandId":"c-1","chargePointId":"CP-007","type":"reset","outcome":"completed","sent":true,\
                "status":"Accepted","payload":{"status":"Accepted"},"podId":"gateway-0","sessionEpoch":7,"hops":1,\
                "issuedAt":"2026-11-21T12:00:00.000Z","receivedAt":"2026-11-21T12:00:00.001Z",\
                "sentAt":"2026-11-21T12:00:00.002Z","completedAt":"2026-11-21T12:00:00.030Z"}""", json(result));
    }

    @Test
    void whatIsNotKnownIsLeftOut() {
        CommandResult result = new CommandResult(
                "c-1",
                new ChargePointId("CP-007"),
                null,
                "invalid",
                false,
                null,
                null,
                "/type is missing",
                new PodId("gateway-0"),
                null,
                0,
                null,
                NOON,
                null,
                NOON);
        assertEquals("""
                {"commandId":"c-1","chargePointId":"CP-007","outcome":"invalid","sent":false,"error":"/type is missing",\
                "podId":"gateway-0","hops":0,"receivedAt":"2026-11-21T12:00:00.000Z","completedAt":"2026-11-21T12:00:00.000Z"}""", json(result));
    }

    private static String json(CommandResult result) {
        String json = result.toJson();
        ContractSchemas.assertResult(json);
        return json;
    }
}
