package org.ocppgateway.gateway.session;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ocppgateway.gateway.connection.CloseStatus;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.routing.command.CommandQueue;
import org.ocppgateway.routing.event.PublishException;

class SessionLifeTest {
    private final SessionFixture fixture = new SessionFixture();

    @AfterEach
    void stop() {
        fixture.stop();
    }

    @Test
    void aSessionClaimsItsRouteAndPublishesAConnectedEvent() {
        fixture.connectAndPublish();
        JsonObject event = fixture.publisher.published.getFirst();
        assertEquals("device.connected", event.get("type").getAsString());
        assertEquals("CP-1:1:1", event.get("id").getAsString());
        assertEquals(
                "192.0.2.1:4711",
                event.getAsJsonObject("data").get("remoteAddress").getAsString());
    }

    @Test
    void theEndOfTheSessionReleasesTheRouteAndPublishesAnOfflineEvent() {
        SessionFixture.ChargePoint chargePoint = fixture.connectAndPublish();
        chargePoint.disconnect();
        assertEquals("connection-lost", awaitOfflineReason());
        assertEquals(fixture.routes.claimed, fixture.routes.released);
    }

    @ParameterizedTest
    @CsvSource({
        "1002, protocol-violation",
        "1008, policy-violation",
        "1009, protocol-violation",
        "1011, internal-error",
        "1012, pod-stopping",
        "1013, outage"
    })
    void aCloseByTheGatewayHasTheReasonOfTheGateway(int code, String word) {
        fixture.connectAndPublish().closeByGateway(new CloseStatus(code, "for people"));
        assertEquals(
                "{\"reason\":\"%s\",\"endedBy\":\"gateway\",\"closeCode\":%d,\"closeReason\":\"for people\"}"
                        .formatted(word, code),
                awaitOffline());
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1002, 1003, 1005, 1008, 1011, 1012, 1013, 3000, 4000, 4999})
    void aCloseByTheChargePointHasTheReasonClosedForEveryCode(int code) {
        fixture.connectAndPublish().closeByPeer(new CloseStatus(code, ""));
        assertEquals(
                "{\"reason\":\"closed\",\"endedBy\":\"charge-point\",\"closeCode\":%d}".formatted(code),
                awaitOffline());
    }

    @Test
    void aBrokenConnectionHasTheReasonConnectionLost() {
        fixture.connectAndPublish().disconnect();
        assertEquals("{\"reason\":\"connection-lost\",\"endedBy\":\"network\",\"closeCode\":1006}", awaitOffline());
    }

    @Test
    void aSilentChargePointHasTheReasonSilent() {
        fixture.connectAndPublish().closeByGateway(CloseStatus.SILENT);
        assertEquals("silent", awaitOfflineReason());
    }

    @Test
    void anAcknowledgedEndIsNotLeftToAnotherPod() {
        fixture.connectAndPublish().disconnect();
        awaitOffline();
        await().until(() -> fixture.sessions.unfinished() == 0);
        assertEquals(fixture.routes.claimed, fixture.routes.forgotten);
        assertEquals(List.of(), fixture.routes.leftToOthers);
    }

    @ParameterizedTest
    @EnumSource
    void anEndThatKafkaDoesNotTakeIsLeftToAnotherPod(PublishException.Reason reason) {
        SessionFixture.ChargePoint chargePoint = fixture.connectAndPublish();
        fixture.sessions.stop();
        fixture.publisher.failWith(reason);
        chargePoint.disconnect();
        assertLeftToAnotherPod();
    }

    @Test
    void anEndWhosePublishingIsInterruptedIsLeftToAnotherPod() {
        SessionFixture.ChargePoint chargePoint = fixture.connectAndPublish();
        fixture.publisher.waitForAcknowledgement();
        fixture.publisher.onAttempt(() -> Thread.currentThread().interrupt());
        chargePoint.disconnect();
        assertLeftToAnotherPod();
    }

    @Test
    void anEndWhosePublishingFailsIsLeftToAnotherPod() {
        SessionFixture.ChargePoint chargePoint = fixture.connectAndPublish();
        fixture.publisher.onAttempt(() -> {
            throw new AssertionError("thrown by the test");
        });
        chargePoint.disconnect();
        assertLeftToAnotherPod();
    }

    private void assertLeftToAnotherPod() {
        await().until(() -> fixture.sessions.unfinished() == 0);
        assertEquals(List.of("device.connected"), fixture.publisher.publishedTypes());
        assertEquals(fixture.routes.claimed, fixture.routes.leftToOthers);
        assertEquals(List.of(), fixture.routes.forgotten);
    }

    @Test
    void theEndOfAReplacedSessionIsNotLeftToAnotherPod() {
        SessionFixture.ChargePoint chargePoint = fixture.connectAndPublish();
        fixture.routes.newerElsewhere = true;
        chargePoint.disconnect();
        await().until(() -> fixture.sessions.unfinished() == 0);
        assertEquals(List.of("device.connected"), fixture.publisher.publishedTypes());
        assertEquals(fixture.routes.claimed, fixture.routes.forgotten);
    }

    private String awaitOfflineReason() {
        return JsonParser.parseString(awaitOffline())
                .getAsJsonObject()
                .get("reason")
                .getAsString();
    }

    /** The event's data fields. */
    private String awaitOffline() {
        await().until(() -> fixture.publisher.publishedTypes().equals(List.of("device.connected", "device.offline")));
        JsonObject data = fixture.publisher.published.getLast().getAsJsonObject("data");
        JsonObject own = new JsonObject();
        List.of("reason", "endedBy", "closeCode", "closeReason").stream()
                .filter(data::has)
                .forEach(name -> own.add(name, data.get(name)));
        return own.toString();
    }

    @Test
    void anErrorEndsTheSessionNormally() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connectAndPublish();
        AtomicBoolean failed = new AtomicBoolean();
        fixture.publisher.onAttempt(() -> {
            if (failed.compareAndSet(false, true)) {
                throw new AssertionError("thrown by the test");
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
    void anErrorAfterTheClaimReleasesTheRoute() throws Exception {
        fixture.registrations.onFind = () -> {
            throw new AssertionError("thrown by the test");
        };
        SessionFixture.ChargePoint chargePoint = fixture.new ChargePoint();
        assertEquals(
                CloseStatus.INTERNAL_ERROR, chargePoint.transport.awaitClose().code());
        await().until(() -> fixture.routes.released.equals(fixture.routes.claimed));
        assertEquals(1, fixture.routes.claimed.size());
        assertEquals(0, fixture.sessions.unfinished());
    }

    /** Dropping a command may block, for example while the queue of results is full. */
    @Test
    void theRouteIsReleasedEvenIfDroppedCommandsWait() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connectAndPublish();
        CountDownLatch sent = new CountDownLatch(1);
        CountDownLatch room = new CountDownLatch(1);
        BooleanSupplier waitsForRoom = () -> {
            sent.countDown();
            awaitLatch(room);
            return false;
        };
        fixture.commandQueue().offer(Command.Priority.NORMAL, task(waitsForRoom, () -> {}));
        sent.await();
        fixture.commandQueue().offer(Command.Priority.NORMAL, task(() -> false, () -> awaitLatch(room)));
        chargePoint.disconnect();
        assertEquals("connection-lost", awaitOfflineReason());
        assertEquals(fixture.routes.claimed, fixture.routes.released);
        room.countDown();
    }

    private static CommandQueue.Task task(BooleanSupplier mayBeSent, Runnable onDropped) {
        Command command = new Command(
                "c", SessionFixture.CHARGE_POINT, "reset", "{}", null, null, Command.Priority.NORMAL, false);
        return new RecordingTask(command, Duration.ofSeconds(30), mayBeSent, reply -> {}, onDropped);
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aSupersededSessionPublishesNoOfflineEvent() {
        SessionFixture.ChargePoint chargePoint = fixture.connectAndPublish();
        fixture.routes.newerElsewhere = true;
        chargePoint.disconnect();
        await().until(() -> fixture.sessions.unfinished() == 0);
        assertEquals(List.of("device.connected"), fixture.publisher.publishedTypes());
    }

    @Test
    void aNewerConnectionOfAChargePointSupersedesTheOlderOne() throws Exception {
        SessionFixture.ChargePoint older = fixture.connect();
        fixture.connect();
        assertEquals(CloseStatus.POLICY_VIOLATION, older.transport.awaitClose().code());
        await().until(() -> fixture.sessions.unfinished() == 1);
        assertEquals(1, fixture.routes.released.size());
        assertEquals(new SessionEpoch(1), fixture.routes.released.getFirst().epoch());
        assertEquals(new SessionEpoch(2), fixture.commandQueue().epoch());
        assertFalse(fixture.publisher.publishedTypes().contains("device.offline"));
    }
}
