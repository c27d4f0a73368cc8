package org.ocppgateway.gateway.session;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ocppgateway.gateway.connection.CloseStatus;
import org.ocppgateway.gateway.endpoint.Endpoint;
import org.ocppgateway.gateway.endpoint.RawClient;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.routing.command.CommandQueue;

/** A session that leaves: no new work, outstanding CALLs end, then the connection closes. Over real sockets. */
class LeavingTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final SessionFixture fixture = new SessionFixture();
    private final BlockingQueue<CommandQueue.Reply> replies = new LinkedBlockingQueue<>();
    private Endpoint endpoint;

    @BeforeEach
    void listen() throws Exception {
        endpoint = fixture.listen();
    }

    @AfterEach
    void stop() throws Exception {
        fixture.stop();
        endpoint.stop();
    }

    @Test
    void anIdleSessionClosesAtOnce() throws Exception {
        try (RawClient chargePoint = connect()) {
            await().until(() -> fixture.publisher.publishedTypes().equals(List.of("device.connected")));
            leave(LONG);
            assertEquals(CloseStatus.SERVICE_RESTART, chargePoint.read().closeCode());
        }
        assertEquals(1, fixture.counted("ocpp_gateway_session_leaves", "completed"));
    }

    @Test
    void anOutstandingCallOfTheChargePointIsAnsweredBeforeTheClose() throws Exception {
        try (RawClient chargePoint = connect()) {
            await().until(() -> fixture.publisher.publishedTypes().equals(List.of("device.connected")));
            fixture.publisher.waitForAcknowledgement();
            chargePoint.text("[2,\"1\",\"StatusNotification\",{}]");
            await().until(() -> fixture.publisher.attempts.size() == 2);
            leave(LONG);
            chargePoint.text("[2,\"2\",\"StatusNotification\",{}]");
            await().until(() -> fixture.calls("unanswered") == 1);
            fixture.publisher.acknowledge();
            String answer = chargePoint.read().text();
            assertTrue(answer.startsWith("[3,\"1\""), answer);
            assertEquals(CloseStatus.SERVICE_RESTART, chargePoint.read().closeCode());
        }
        await().until(() -> fixture.backlog() == 0);
    }

    @Test
    void anOutstandingCallOfTheGatewayTakesItsAnswerBeforeTheClose() throws Exception {
        try (RawClient chargePoint = connect()) {
            CommandQueue commands = fixture.commandQueue();
            commands.offer(Command.Priority.NORMAL, task("first"));
            assertTrue(chargePoint.read().text().contains("\"first\""));
            commands.offer(Command.Priority.NORMAL, task("second"));
            leave(LONG);
            assertEquals(CommandQueue.Offer.CLOSED, commands.offer(Command.Priority.URGENT, task("third")));
            chargePoint.text("[3,\"ours-1\",{\"status\":\"Accepted\"}]");
            assertEquals(CloseStatus.SERVICE_RESTART, chargePoint.read().closeCode());
        }
        assertInstanceOf(CommandQueue.Reply.Answered.class, reply());
        assertInstanceOf(CommandQueue.Reply.Closed.class, reply(), "a command that waits is not sent");
    }

    @Test
    void atTheLimitTheConnectionClosesWithoutTheAnswer() throws Exception {
        try (RawClient chargePoint = connect()) {
            fixture.commandQueue().offer(Command.Priority.NORMAL, task("first"));
            assertTrue(chargePoint.read().text().contains("\"first\""));
            leave(Duration.ofMillis(50));
            assertEquals(CloseStatus.SERVICE_RESTART, chargePoint.read().closeCode());
        }
        assertInstanceOf(CommandQueue.Reply.Unanswered.class, reply());
        assertEquals(1, fixture.counted("ocpp_gateway_session_leaves", "timeout"));
    }

    @Test
    void aSessionThatOpensLaterLeavesToo() throws Exception {
        LeavingOrder order = fixture.sessions.leavingOrder();
        Departure departure = new Departure(LeaveReason.DRAIN, LONG);
        assertFalse(order.leaveNext(departure));
        try (RawClient chargePoint = connect()) {
            assertTrue(order.leaveNext(departure));
            assertEquals(CloseStatus.SERVICE_RESTART, chargePoint.read().closeCode());
        }
        await().until(() -> fixture.publisher.publishedTypes().equals(List.of("device.connected", "device.offline")));
    }

    @Test
    void aSessionLeavesOnceAndTheFirstReasonCounts() throws Exception {
        try (RawClient chargePoint = connect()) {
            fixture.commandQueue().offer(Command.Priority.NORMAL, task("first"));
            assertTrue(chargePoint.read().text().contains("\"first\""));
            LeavingOrder order = fixture.sessions.leavingOrder();
            assertTrue(order.leaveNext(new Departure(LeaveReason.MAX_AGE, LONG)));
            assertFalse(order.leaveNext(new Departure(LeaveReason.STOP, Duration.ofMillis(1))));
            chargePoint.text("[3,\"ours-1\",{\"status\":\"Accepted\"}]");
            assertEquals(CloseStatus.SERVICE_RESTART, chargePoint.read().closeCode());
        }
        await().until(() -> fixture.publisher.publishedTypes().contains("device.offline"));
        assertEquals(
                List.of("max-age"),
                fixture.publisher.attempts.stream()
                        .filter(event -> event.get("type").getAsString().equals("device.offline"))
                        .map(event ->
                                event.getAsJsonObject("data").get("reason").getAsString())
                        .toList());
    }

    private void leave(Duration limit) {
        assertTrue(fixture.sessions.leavingOrder().leaveNext(new Departure(LeaveReason.STOP, limit)));
    }

    private RawClient connect() throws Exception {
        RawClient client = upgraded();
        await().until(() -> fixture.sessions.find(SessionFixture.CHARGE_POINT) != null);
        return client;
    }

    private RawClient upgraded() throws Exception {
        RawClient client = new RawClient(fixture.port());
        String answer = client.upgrade("/ocpp/CP-1", "Sec-WebSocket-Protocol: ocpp1.6");
        assertTrue(answer.startsWith("HTTP/1.1 101 "), answer);
        return client;
    }

    private CommandQueue.Task task(String name) {
        Command command = new Command(
                name,
                SessionFixture.CHARGE_POINT,
                "reset",
                "{\"n\":\"" + name + "\"}",
                null,
                null,
                Command.Priority.NORMAL,
                false);
        return new RecordingTask(command, LONG, () -> true, replies::add, () -> {
            throw new AssertionError(name + " was dropped");
        });
    }

    private CommandQueue.Reply reply() throws InterruptedException {
        CommandQueue.Reply reply = replies.poll(60, TimeUnit.SECONDS);
        if (reply == null) {
            throw new AssertionError("no reply");
        }
        return reply;
    }
}
