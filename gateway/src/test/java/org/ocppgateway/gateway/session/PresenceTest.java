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

/** That a charge point is here, and that it is gone, is told through an outage, too. */
class PresenceTest {
    private static final String STATUS = "{\"connectorId\":1,\"errorCode\":\"NoError\",\"status\":\"Available\"}";

    private final SessionFixture fixture = new SessionFixture();

    @AfterEach
    void stop() {
        fixture.stop();
    }

    @Test
    void theBeginningIsToldFirstWhenTheOutageEndsInTime() throws Exception {
        outFor(5);
        SessionFixture.ChargePoint chargePoint = fixture.connect();
        chargePoint.call("1", "StatusNotification", STATUS);
        assertEquals("[3,\"1\",{\"to\":\"StatusNotification\"}]", chargePoint.transport.next());
        assertEquals(List.of("device.connected", "ocpp.message"), fixture.publisher.publishedTypes());
        assertNoGap();
    }

    @Test
    void aSessionWhoseBeginningCannotBeToldIsClosedUnanswered() throws Exception {
        fixture.publisher.failWith(Reason.OUTAGE);
        SessionFixture.ChargePoint chargePoint = fixture.new ChargePoint();
        chargePoint.call("1", "StatusNotification", STATUS);
        CloseStatus status = chargePoint.transport.awaitClose();
        assertEquals(CloseStatus.TRY_AGAIN_LATER, status.code());
        assertNull(chargePoint.transport.texts.peek());
    }

    @Test
    void theEndIsToldWhenTheOutageIsOver() {
        SessionFixture.ChargePoint chargePoint = fixture.connectAndTell();
        outFor(30);
        chargePoint.disconnect();
        await().until(() -> fixture.sessions.unfinished() == 0);
        assertEquals(List.of("device.connected", "device.offline"), fixture.publisher.publishedTypes());
        assertNoGap();
    }

    @Test
    void anEndThatCannotBeToldIsGivenUpAndCounted() {
        SessionFixture.ChargePoint chargePoint = fixture.connectAndTell();
        fixture.publisher.failWith(Reason.OUTAGE);
        chargePoint.disconnect();
        await().until(() -> fixture.sessions.unfinished() == 0);
        assertEquals(1, fixture.counted("ocpp_gateway_farewells_given_up"));
    }

    /** Fails so many attempts from now on. */
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
