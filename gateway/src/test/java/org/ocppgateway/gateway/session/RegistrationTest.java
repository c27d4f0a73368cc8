package org.ocppgateway.gateway.session;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.protocol.translation.DictionaryHandler;
import org.ocppgateway.protocol.v16.Ocpp16;
import org.ocppgateway.routing.command.CommandQueue;
import org.ocppgateway.routing.command.CommandQueue.Reply;
import org.ocppgateway.routing.event.PublishException;
import org.ocppgateway.routing.registration.Registration;
import org.ocppgateway.routing.registration.Registration.Make;
import org.ocppgateway.routing.registration.Registration.Status;

class RegistrationTest {
    private static final String BOOT =
            "{\"chargePointVendor\":\"Acme\",\"chargePointModel\":\"One\",\"firmwareVersion\":\"1.2\"}";
    private static final Make MAKE = new Make("Acme", "One", "1.2");
    private static final String STATUS = "{\"connectorId\":1,\"errorCode\":\"NoError\",\"status\":\"Available\"}";

    private static final String REMOTE_START = "{\"idToken\":\"TAG1\",\"connectorId\":1}";
    private static final Duration BOOT_WAIT = Duration.ofMinutes(1);

    private SessionFixture fixture = new SessionFixture(new DictionaryHandler(new Ocpp16()));
    private final BlockingQueue<Reply> replies = new LinkedBlockingQueue<>();

    @AfterEach
    void stop() {
        fixture.stop();
    }

    @Test
    void aBootNotificationStoresTheMakeOfTheChargePoint() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connect();
        chargePoint.call("b", "BootNotification", BOOT);
        assertTrue(chargePoint.transport.next().contains("\"status\":\"Accepted\""));
        assertEquals(
                new Registration(new SessionEpoch(1), Status.ACCEPTED, MAKE),
                fixture.registrations.recorded.get(SessionFixture.CHARGE_POINT));
    }

    @Test
    void aChargePointThatIsNotAcceptedGetsARetryInterval() throws Exception {
        for (Status status : List.of(Status.PENDING, Status.REJECTED)) {
            answering(status);
            SessionFixture.ChargePoint chargePoint = fixture.connect();
            chargePoint.call("b", "BootNotification", BOOT);
            String answer = chargePoint.transport.next();
            assertTrue(answer.toLowerCase(Locale.ROOT).contains("\"status\":\"" + status.label()), answer);
            assertTrue(answer.contains("\"interval\":60"), answer);
            assertEquals(
                    new Registration(new SessionEpoch(1), status, MAKE),
                    fixture.registrations.recorded.get(SessionFixture.CHARGE_POINT));
        }
    }

    @Test
    void withoutAStoredStatusEveryMessageIsAccepted() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connect();
        chargePoint.call("s", "StatusNotification", STATUS);
        assertEquals("[3,\"s\",{}]", chargePoint.transport.next());
    }

    @Test
    void aForbiddenMessageIsASecurityErrorAndOnlyPublishedAsRejected() throws Exception {
        for (Status status : List.of(Status.PENDING, Status.REJECTED)) {
            answering(Status.ACCEPTED);
            record(status);
            SessionFixture.ChargePoint chargePoint = fixture.connect();
            chargePoint.call("s", "StatusNotification", STATUS);
            assertTrue(chargePoint.transport.next().startsWith("[4,\"s\",\"SecurityError\""));
            chargePoint.call("x", "NoSuchAction", "{}");
            assertTrue(chargePoint.transport.next().startsWith("[4,\"x\",\"SecurityError\""));
            assertEquals(2, fixture.calls("forbidden"));
            chargePoint.call("b", "BootNotification", BOOT);
            assertTrue(chargePoint.transport.next().contains("\"status\":\"Accepted\""));
            assertEquals(
                    List.of(
                            "device.connected",
                            "security.event",
                            "message.rejected",
                            "message.rejected",
                            "device.online"),
                    fixture.publisher.publishedTypes());
        }
    }

    @Test
    void atMostOneSecurityEventPerMinuteReportsForbiddenMessages() throws Exception {
        record(Status.REJECTED);
        SessionFixture.ChargePoint chargePoint = fixture.connect();
        for (int i = 0; i < 3; i++) {
            chargePoint.call("s" + i, "StatusNotification", STATUS);
            chargePoint.transport.next();
        }
        fixture.nanos.addAndGet(Duration.ofSeconds(60).toNanos());
        chargePoint.call("later", "StatusNotification", STATUS);
        chargePoint.transport.next();
        await().until(() -> published().equals(List.of("device.connected", "security.event", "security.event")));
    }

    @Test
    void anUnpublishedSecurityEventIsRetriedWithinTheMinute() throws Exception {
        record(Status.REJECTED);
        SessionFixture.ChargePoint chargePoint = fixture.connectAndPublish();
        fixture.publisher.failWith(PublishException.Reason.OVERLOADED);
        for (String id : List.of("lost", "behind it")) {
            chargePoint.call(id, "StatusNotification", STATUS);
            chargePoint.transport.next();
        }
        fixture.publisher.failWith(null);
        fixture.nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        chargePoint.call("later", "StatusNotification", STATUS);
        await().until(() -> published().equals(List.of("device.connected", "security.event")));
    }

    @Test
    void anAcceptedChargePointCausesNoFurtherRedisCall() throws Exception {
        record(Status.REJECTED);
        SessionFixture.ChargePoint chargePoint = fixture.connect();
        chargePoint.call("b", "BootNotification", BOOT);
        chargePoint.transport.next();
        for (int i = 0; i < 5; i++) {
            chargePoint.call("s" + i, "StatusNotification", STATUS);
            assertEquals("[3,\"s" + i + "\",{}]", chargePoint.transport.next());
        }
        assertEquals(1, fixture.registrations.finds.get());
    }

    @Test
    void aPendingChargePointMaySendRequestedMessages() throws Exception {
        record(Status.PENDING);
        SessionFixture.ChargePoint chargePoint = fixture.connect();
        issue("trigger.message", "{\"message\":\"StatusNotification\"}");
        String sent = chargePoint.transport.next();
        assertTrue(sent.startsWith("[2,\"ours-1\",\"TriggerMessage\""), sent);
        chargePoint.send("[3,\"ours-1\",{\"status\":\"Accepted\"}]");
        chargePoint.call("s", "StatusNotification", STATUS);
        assertEquals("[3,\"s\",{}]", chargePoint.transport.next());
        chargePoint.call("h", "Heartbeat", "{}");
        assertTrue(chargePoint.transport.next().startsWith("[4,\"h\",\"SecurityError\""));
    }

    @Test
    void aPendingChargePointGetsNoRemoteStart() throws Exception {
        record(Status.PENDING);
        SessionFixture.ChargePoint chargePoint = fixture.connect();
        issue("remote.start", REMOTE_START);
        assertInstanceOf(Reply.Inexpressible.class, reply());
        assertEquals(0, chargePoint.transport.texts.size());
    }

    @Test
    void aRejectedChargePointGetsNoCommand() throws Exception {
        record(Status.REJECTED);
        SessionFixture.ChargePoint chargePoint = fixture.connect();
        issue("reset", "{\"type\":\"soft\"}");
        assertInstanceOf(Reply.Inexpressible.class, reply());
        assertEquals(0, chargePoint.transport.texts.size());
    }

    @Test
    void aCommandWaitsForTheBootOfAChargePointThatIsNotKnownToBeAccepted() throws Exception {
        for (@Nullable Status before : new Status[] {null, Status.PENDING, Status.REJECTED}) {
            waitingForBoot();
            if (before != null) {
                record(before);
            }
            SessionFixture.ChargePoint chargePoint = fixture.connect();
            issue("remote.start", REMOTE_START);
            chargePoint.call("b", "BootNotification", BOOT);
            assertTrue(chargePoint.transport.next().startsWith("[3,\"b\""), "the answer comes before the command");
            String sent = chargePoint.transport.next();
            assertTrue(sent.startsWith("[2,\"ours-1\",\"RemoteStartTransaction\""), sent);
        }
    }

    @Test
    void anyMessageEndsTheWaitForTheBoot() throws Exception {
        waitingForBoot();
        SessionFixture.ChargePoint chargePoint = fixture.connect();
        issue("remote.start", REMOTE_START);
        chargePoint.call("h", "Heartbeat", "{}");
        assertTrue(chargePoint.transport.next().startsWith("[3,\"h\""));
        assertTrue(chargePoint.transport.next().startsWith("[2,\"ours-1\""));
    }

    @Test
    void anInactiveChargePointGetsCommandsAfterTheWait() throws Exception {
        waitingForBoot();
        SessionFixture.ChargePoint chargePoint = fixture.connect();
        fixture.nanos.addAndGet(BOOT_WAIT.toNanos());
        issue("remote.start", REMOTE_START);
        assertTrue(chargePoint.transport.next().startsWith("[2,\"ours-1\""));
    }

    @Test
    void noCommandWaitsBeyondItsExpiry() throws Exception {
        waitingForBoot();
        SessionFixture.ChargePoint chargePoint = fixture.connect();
        issue("remote.start", REMOTE_START, fixture.now().plusMillis(20), false);
        assertInstanceOf(Reply.Withheld.class, reply());
        assertEquals(0, chargePoint.transport.texts.size());
    }

    @Test
    void anAcceptedChargePointGetsCommandsImmediately() throws Exception {
        waitingForBoot();
        record(Status.ACCEPTED);
        SessionFixture.ChargePoint chargePoint = fixture.connect();
        issue("remote.start", REMOTE_START);
        assertTrue(chargePoint.transport.next().startsWith("[2,\"ours-1\""));
    }

    @Test
    void theEndOfTheSessionEndsTheWaitForTheBoot() throws Exception {
        waitingForBoot();
        SessionFixture.ChargePoint chargePoint = fixture.connect();
        issue("remote.start", REMOTE_START);
        chargePoint.disconnect();
        assertInstanceOf(Reply.Closed.class, reply());
        assertEquals(0, chargePoint.transport.texts.size());
    }

    /** Published events other than rejections. */
    private List<String> published() {
        return fixture.publisher.publishedTypes().stream()
                .filter(type -> !type.equals("message.rejected"))
                .toList();
    }

    private void waitingForBoot() {
        fixture.stop();
        fixture = new SessionFixture(new DictionaryHandler(new Ocpp16()), BOOT_WAIT);
    }

    private void answering(Status status) {
        fixture.stop();
        fixture = new SessionFixture(new DictionaryHandler(new Ocpp16()), status, List.of());
    }

    private void record(Status status) {
        fixture.registrations.record(SessionFixture.CHARGE_POINT, new Registration(new SessionEpoch(1), status, MAKE));
    }

    private void issue(String type, String data) {
        issue(type, data, null, true);
    }

    private void issue(String type, String data, @Nullable Instant expiresAt, boolean mayBeSent) {
        Command command = new Command(
                "c", SessionFixture.CHARGE_POINT, type, data, null, expiresAt, Command.Priority.NORMAL, false);
        CommandQueue.Task task = new RecordingTask(
                command, Duration.ofSeconds(30), () -> mayBeSent, replies::add, () -> replies.add(new Reply.Closed()));
        fixture.commandQueue().offer(Command.Priority.NORMAL, task);
    }

    private Reply reply() throws InterruptedException {
        Reply reply = replies.poll(60, TimeUnit.SECONDS);
        if (reply == null) {
            throw new AssertionError("no reply");
        }
        return reply;
    }
}
