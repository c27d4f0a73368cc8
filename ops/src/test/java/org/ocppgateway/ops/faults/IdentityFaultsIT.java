package org.ocppgateway.ops.faults;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.ops.e2e.TimeTaken;
import org.ocppgateway.ops.stack.balancer.Relay;

/** Rows 28 to 31 of the faults: one identity with several connections. */
class IdentityFaultsIT {
    private static final String STATUS = """
        {"connectorId":1,"errorCode":"NoError","status":"%s"}\
        """;
    private static final Duration TAKEOVER_TIME = Duration.ofSeconds(4);
    private static final Duration FIGHT = Duration.ofSeconds(15);
    private static final Duration CHALLENGE_PERIOD = Duration.ofSeconds(4);
    private static final String SHORT_CHALLENGE_PERIOD =
            "gateway.takeover.challenge-period = %d s".formatted(CHALLENGE_PERIOD.toSeconds());
    private static final int PODS = 3;

    @TempDir
    static Path directory = Path.of("");

    private static Rig rig;

    @BeforeAll
    static void start() throws InterruptedException {
        rig = Rig.start(directory, PODS, SHORT_CHALLENGE_PERIOD);
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    @Test
    @DisplayName("row 28: the old connection is half-open because its path was lost; taken over within 4 s")
    void aHalfOpenConnectionDoesNotLockItsOwnerOut() throws InterruptedException {
        TimeTaken.assertOneBelow(TAKEOVER_TIME, number -> takeOverHalfOpen("R28-" + number));
    }

    /** Returns the time that the takeover takes, less that of another connection. */
    private static Duration takeOverHalfOpen(String id) throws InterruptedException {
        try (RawChargePoint before =
                RawChargePoint.boot(rig.cluster().balancer().endpoint(), id)) {
            long epoch = epoch(id);
            rig.cluster().balancer().connections().forEach(Relay::freeze);

            Duration usual = TimeTaken.by(() -> rig.boot(1, id + "-usual").close());
            long begun = System.nanoTime();
            try (RawChargePoint after = rig.boot(1, id)) {
                Duration taken = Duration.ofNanos(System.nanoTime() - begun).minus(usual);
                assertTrue(epoch(id) > epoch);
                assertTrue(after.isOpen());
                assertTrue(before.isOpen(), "the old connection could not be closed");
                return taken;
            }
        } finally {
            rig.cluster().balancer().cut(any -> true);
        }
    }

    @Test
    @DisplayName("row 29: two devices compete; takeovers are limited, an event is published, others are unaffected")
    void competingDevicesTakeOverAtALimitedRateWithoutEffectOnOthers() throws InterruptedException {
        try (RawChargePoint bystander = rig.boot(0, "R29-bystander");
                Fighter one = new Fighter("R29", 0);
                Fighter other = new Fighter("R29", 1)) {
            long begun = System.nanoTime();
            await().pollInterval(Duration.ofMillis(300))
                    .atMost(FIGHT.plus(RawChargePoint.TIMEOUT))
                    .until(() -> {
                        one.comeBack();
                        other.comeBack();
                        bystander.call("StatusNotification", STATUS.formatted("Available"));
                        return System.nanoTime() - begun > FIGHT.toNanos();
                    });

            int sessions = rig.backend().events("R29", "device.connected").size();
            Duration fought = Duration.ofNanos(System.nanoTime() - begun);
            long most = fought.dividedBy(CHALLENGE_PERIOD) + 2;
            assertTrue(sessions > 1, "a persistent newcomer wins");
            assertTrue(sessions <= most, sessions + " sessions in " + fought);
            assertFalse(rig.backend().events("R29", "security.event").isEmpty());
            assertTrue(bystander.isOpen());
            assertEquals(
                    1, rig.backend().events("R29-bystander", "device.connected").size());
        }
    }

    /** A device that reconnects whenever it is not connected. */
    private static final class Fighter implements AutoCloseable {
        private final String id;
        private final int gateway;
        private final List<RawChargePoint> connections = new ArrayList<>();

        Fighter(String id, int gateway) {
            this.id = id;
            this.gateway = gateway;
        }

        void comeBack() {
            if (connections.isEmpty() || !connections.getLast().isOpen()) {
                try {
                    connections.add(RawChargePoint.connect(rig.gateway(gateway).endpoint(), id));
                } catch (RawChargePoint.Refused refused) {
                    assertEquals(409, refused.status());
                }
            }
        }

        @Override
        public void close() {
            connections.forEach(RawChargePoint::close);
        }
    }

    @Test
    @DisplayName("row 30: a thousand simultaneous connects of one identity on three pods; exactly one owner by epoch")
    void ofAThousandSimultaneousConnectionsOneOwnsTheIdentity() throws InterruptedException {
        List<CompletableFuture<RawChargePoint>> attempts = IntStream.range(0, 1_000)
                .mapToObj(i -> RawChargePoint.connectLater(rig.gateway(i % PODS).endpoint(), "R30"))
                .toList();
        await().atMost(Duration.ofMinutes(3)).until(() -> attempts.stream().allMatch(CompletableFuture::isDone));
        List<RawChargePoint> connected = attempts.stream()
                .filter(attempt -> !attempt.isCompletedExceptionally())
                .map(CompletableFuture::join)
                .toList();
        try {
            await().atMost(RawChargePoint.TIMEOUT)
                    .until(() ->
                            connected.stream().filter(RawChargePoint::isOpen).count() == 1);
            RawChargePoint owner = connected.stream()
                    .filter(RawChargePoint::isOpen)
                    .findFirst()
                    .orElseThrow();
            String commandId = rig.command("R30", "reset", "{\"type\":\"soft\"}");
            JsonArray command = owner.awaitCommand();
            owner.answer(command, "{\"status\":\"Accepted\"}");
            JsonObject result = rig.result(commandId);
            assertEquals("completed", result.get("outcome").getAsString());
            assertEquals(0, result.get("hops").getAsInt());
            assertEquals(epoch("R30"), result.get("sessionEpoch").getAsLong());
            long owned = epoch("R30");
            rig.backend()
                    .awaitEvent(
                            "R30",
                            "device.connected",
                            data -> data.get("sessionEpoch").getAsLong() == owned);
            long newest = rig.backend().events("R30", "device.connected").stream()
                    .mapToLong(event ->
                            event.getAsJsonObject("data").get("sessionEpoch").getAsLong())
                    .max()
                    .orElseThrow();
            assertEquals(newest, owned, "the owner has the greatest epoch");
        } finally {
            connected.forEach(RawChargePoint::close);
        }
    }

    @Test
    @DisplayName("row 31: messages of the old socket after a takeover are never published as current")
    void messagesOfTheOldSocketAreNotPublishedInTheNewSession() throws InterruptedException {
        try (RawChargePoint old =
                RawChargePoint.connectWithoutReading(rig.gateway(0).endpoint(), "R31")) {
            rig.backend().awaitEvent("R31", "device.connected");
            try (RawChargePoint current = rig.boot(0, "R31")) {
                long epoch = epoch("R31");
                // The server may have closed it by now; then the frames are lost.
                old.send("[2,\"old\",\"StatusNotification\"," + STATUS.formatted("Faulted") + "]")
                        .handle((sent, failure) -> true)
                        .join();
                current.call("StatusNotification", STATUS.formatted("Charging"));

                List<JsonObject> events = rig.backend().events("R31", "connector.status").stream()
                        .map(event -> event.getAsJsonObject("data"))
                        .filter(data -> data.get("sessionEpoch").getAsLong() >= epoch)
                        .toList();
                assertEquals(1, events.size(), events.toString());
                assertEquals(
                        "m2",
                        events.getFirst()
                                .getAsJsonObject("ocpp")
                                .get("messageId")
                                .getAsString());
            }
        }
    }

    private static long epoch(String chargePointId) {
        return rig.backend().route(chargePointId).orElseThrow().get("epoch").getAsLong();
    }
}
