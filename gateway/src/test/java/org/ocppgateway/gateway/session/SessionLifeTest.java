package org.ocppgateway.gateway.session;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ocppgateway.gateway.connection.CloseStatus;
import org.ocppgateway.protocol.SessionEpoch;

class SessionLifeTest {
    private final SessionFixture fixture = new SessionFixture();

    @AfterEach
    void stop() {
        fixture.stop();
    }

    @Test
    void aSessionClaimsItsRouteAndSaysThatItIsThere() {
        fixture.connectAndTell();
        JsonObject event = fixture.publisher.published.getFirst();
        assertEquals("device.connected", event.get("type").getAsString());
        assertEquals("CP-1:1:1", event.get("id").getAsString());
        assertEquals(
                "192.0.2.1:4711",
                event.getAsJsonObject("data").get("remoteAddress").getAsString());
    }

    @Test
    void atItsEndTheRouteIsReleasedAndTheLastEventSaysSo() {
        SessionFixture.ChargePoint chargePoint = fixture.connectAndTell();
        chargePoint.disconnect();
        assertEquals("connection-lost", awaitOfflineReason());
        assertEquals(fixture.routes.claimed, fixture.routes.released);
    }

    @ParameterizedTest
    @CsvSource({
        "1000, closed",
        "1001, closed",
        "1002, protocol-violation",
        "1008, policy-violation",
        "1011, internal-error",
        "1012, pod-stopping",
        "1013, outage"
    })
    void theLastEventSaysInAWordWhy(int code, String word) {
        fixture.connectAndTell().disconnect(new CloseStatus(code, "for people"));
        assertEquals(word, awaitOfflineReason());
    }

    @Test
    void ofOneThatWasNotHeardOfTheLastEventSaysThatItWasSilent() {
        fixture.connectAndTell().disconnect(CloseStatus.SILENT);
        assertEquals("silent", awaitOfflineReason());
    }

    private String awaitOfflineReason() {
        await().until(() -> fixture.publisher.publishedTypes().equals(List.of("device.connected", "device.offline")));
        JsonObject offline = fixture.publisher.published.getLast();
        return offline.getAsJsonObject("data").get("reason").getAsString();
    }

    @Test
    void anErrorEndsTheSessionLikeAnyOther() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connectAndTell();
        AtomicBoolean failed = new AtomicBoolean();
        fixture.publisher.onAttempt(() -> {
            if (failed.compareAndSet(false, true)) {
                throw new AssertionError("as the test wants it");
            }
        });
        chargePoint.call("1", "StatusNotification", "{}");
        assertEquals(
                CloseStatus.INTERNAL_ERROR, chargePoint.transport.awaitClose().code());
        await().until(() -> fixture.sessions.unfinished() == 0);
        assertEquals(List.of("device.connected", "device.offline"), fixture.publisher.publishedTypes());
        await().until(() -> fixture.backlog() == 0);
    }

    @Test
    void whoHasMovedToAnotherPodIsNotToldOffline() {
        SessionFixture.ChargePoint chargePoint = fixture.connectAndTell();
        fixture.routes.newerElsewhere = true;
        chargePoint.disconnect();
        await().until(() -> fixture.sessions.unfinished() == 0);
        assertEquals(List.of("device.connected"), fixture.publisher.publishedTypes());
    }

    @Test
    void aNewerConnectionOfTheSameChargePointWins() throws Exception {
        SessionFixture.ChargePoint older = fixture.connect();
        fixture.connect();
        assertEquals(CloseStatus.POLICY_VIOLATION, older.transport.awaitClose().code());
        await().until(() -> fixture.sessions.unfinished() == 1);
        assertEquals(1, fixture.routes.released.size());
        assertEquals(new SessionEpoch(1), fixture.routes.released.getFirst().epoch());
        assertEquals(new SessionEpoch(2), fixture.lane().epoch());
        assertFalse(fixture.publisher.publishedTypes().contains("device.offline"));
    }
}
