package org.ocppgateway.gateway.session;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ocppgateway.gateway.connection.CloseStatus;
import org.ocppgateway.routing.event.PublishException.Reason;

/** Connected and offline events are published after an outage. */
class PresenceTest {
    private static final String STATUS = "{\"connectorId\":1,\"errorCode\":\"NoError\",\"status\":\"Available\"}";

    private final SessionFixture fixture = new SessionFixture();

    @AfterEach
    void stop() {
        fixture.stop();
    }

    @Test
    void theConnectedEventIsPublishedFirstAfterAnOutage() throws Exception {
        outFor(5);
        SessionFixture.ChargePoint chargePoint = fixture.connect();
        chargePoint.call("1", "StatusNotification", STATUS);
        assertEquals("[3,\"1\",{\"to\":\"StatusNotification\"}]", chargePoint.transport.next());
        assertEquals(List.of("device.connected", "ocpp.message"), fixture.publisher.publishedTypes());
        assertNoGap();
    }

    @Test
    void aSessionWithoutPublishedConnectedEventIsClosed() throws Exception {
        fixture.publisher.failWith(Reason.OUTAGE);
        SessionFixture.ChargePoint chargePoint = fixture.new ChargePoint();
        chargePoint.call("1", "StatusNotification", STATUS);
        CloseStatus status = chargePoint.transport.awaitClose();
        assertEquals(CloseStatus.TRY_AGAIN_LATER, status.code());
        assertNull(chargePoint.transport.texts.peek());
    }

    @Test
    void theOfflineEventIsPublishedAfterTheOutage() {
        SessionFixture.ChargePoint chargePoint = fixture.connectAndPublish();
        outFor(30);
        chargePoint.disconnect();
        await().until(() -> fixture.sessions.unfinished() == 0);
        assertEquals(List.of("device.connected", "device.offline"), fixture.publisher.publishedTypes());
        assertNoGap();
    }

    @Test
    void anUnpublishedOfflineEventIsDroppedAndCounted() {
        SessionFixture.ChargePoint chargePoint = fixture.connectAndPublish();
        fixture.publisher.failWith(Reason.OUTAGE);
        chargePoint.disconnect();
        await().until(() -> fixture.sessions.unfinished() == 0);
        assertEquals(1, fixture.counted("ocpp_gateway_offline_events_dropped"));
    }

    /** Fails the given number of attempts from now on. */
    private void outFor(int attempts) {
        int last = fixture.publisher.attempts.size() + attempts;
        fixture.publisher.failWith(Reason.OUTAGE);
        fixture.publisher.onAttempt(() -> {
            if (fixture.publisher.attempts.size() > last) {
                fixture.publisher.failWith(null);
            }
        });
    }

    private void assertNoGap() {
        List<Long> sequences =
                fixture.publisher.published.stream().map(PresenceTest::sequence).toList();
        assertEquals(LongStream.rangeClosed(1, sequences.size()).boxed().toList(), sequences);
    }

    private static long sequence(JsonObject event) {
        return event.getAsJsonObject("data").get("sequence").getAsLong();
    }
}
