package org.ocppgateway.routing.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParseException;
import java.util.OptionalLong;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.ocppgateway.routing.command.Outcome;

class ResultTest {
    @Test
    void everyFieldOfTheContractIsAccessible() {
        Result result = Result.parse("""
            {"commandId":"c-1","chargePointId":"CP-1","type":"get.local.list.version","outcome":"completed","sent":true,
             "status":"Accepted","data":{"version":3},"payload":{"versionNumber":3},
             "violations":[{"path":"/x","kind":"extra","detail":"is not known","quirk":"extra-field"}],
             "derived":{"requestId":96583},"podId":"gateway-0","protocolVersion":"2.0.1","hops":0,
             "receivedAt":"2026-11-21T12:00:00.000Z","completedAt":"2026-11-21T12:00:00.000Z"}
            """);
        assertEquals(Outcome.COMPLETED, result.outcome());
        assertEquals("2.0.1", result.protocolVersion().orElseThrow());
        assertEquals(3, result.data().orElseThrow().get("version").getAsInt());
        assertEquals(3, result.payload().orElseThrow().get("versionNumber").getAsInt());
        assertEquals(OptionalLong.of(96583), result.derivedRequestId());
        assertEquals(OptionalLong.empty(), result.derivedRemoteStartId());
        assertTrue(result.hasViolations());
    }

    @Test
    void missingFieldsAreAbsent() {
        Result result = Result.parse("{\"commandId\":\"c-1\",\"outcome\":\"expired\",\"sent\":false}");
        assertTrue(result.protocolVersion().isEmpty());
        assertTrue(result.data().isEmpty());
        assertTrue(result.payload().isEmpty());
        assertEquals(OptionalLong.empty(), result.derivedRequestId());
        assertFalse(result.hasViolations());
        Assertions.assertThrows(JsonParseException.class, () -> Result.parse("[]"));
    }
}
