package org.ocppgateway.protocol.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.protocol.contract.ContractSchemas;
import org.ocppgateway.protocol.dictionary.Violation;

class CommandResultTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void resultHasTheFieldsOfTheContract() {
        CommandResult result = new CommandResult(
                "c-1",
                new ChargePointId("CP-007"),
                "get.local.list.version",
                "completed",
                true,
                new ResultDetails(
                        OcppVersion.V2_1,
                        "Accepted",
                        "{\"status\":\"accepted\"}",
                        List.of(new Violation("/status", Violation.Kind.VALUE, "is not a known word", "unknown-word")),
                        new DerivedIds(5L, 6L),
                        "{\"version\":3}",
                        null),
                new CommandResult.Handling(new PodId("gateway-0"), new SessionEpoch(7), 1),
                new CommandResult.Times(NOON, NOON.plusMillis(1), NOON.plusMillis(2), NOON.plusMillis(30)));
        assertEquals("""
                {"commandId":"c-1","chargePointId":"CP-007","type":"get.local.list.version","outcome":"completed","sent":true,\
                "status":"Accepted","data":{"version":3},"payload":{"status":"accepted"},\
                "violations":[{"path":"/status","kind":"value","detail":"is not a known word","quirk":"unknown-word"}],\
                "derived":{"requestId":5,"remoteStartId":6},"podId":"gateway-0","protocolVersion":"2.1","sessionEpoch":7,"hops":1,\
                "issuedAt":"2026-11-21T12:00:00.000Z","receivedAt":"2026-11-21T12:00:00.001Z",\
                "sentAt":"2026-11-21T12:00:00.002Z","completedAt":"2026-11-21T12:00:00.030Z"}""", json(result));
    }

    @Test
    void omitsUnknownFields() {
        CommandResult result = new CommandResult(
                "c-1",
                new ChargePointId("CP-007"),
                null,
                "invalid",
                false,
                ResultDetails.of("/type is missing"),
                new CommandResult.Handling(new PodId("gateway-0"), null, 0),
                new CommandResult.Times(null, NOON, null, NOON));
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
