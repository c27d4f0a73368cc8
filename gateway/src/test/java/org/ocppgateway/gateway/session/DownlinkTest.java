package org.ocppgateway.gateway.session;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.dictionary.PayloadReader;
import org.ocppgateway.protocol.handler.CommandAnswer;
import org.ocppgateway.protocol.json.Nesting;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.protocol.model.Command.Priority;
import org.ocppgateway.protocol.model.DerivedIds;
import org.ocppgateway.routing.command.CommandQueue;
import org.ocppgateway.routing.command.CommandQueue.Reply;

class DownlinkTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final SessionFixture fixture = new SessionFixture();
    private final BlockingQueue<Reply> replies = new LinkedBlockingQueue<>();
    private final List<String> dropped = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        fixture.stop();
    }

    @Test
    void aCommandIsSentAndItsAnswerReturned() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connect();
        issue("reset", Priority.NORMAL);
        assertEquals("[2,\"ours-1\",\"Reset\",{\"n\":\"reset\"}]", chargePoint.transport.next());
        chargePoint.send("[3,\"ours-1\",{\"status\":\"Accepted\"}]");
        assertEquals(
                new Reply.Answered(
                        new CommandAnswer.Completed("Accepted", "{\"status\":\"Accepted\"}"), DerivedIds.NONE),
                reply());
    }

    @Test
    void oneCallIsOutstandingAndUrgentCommandsOvertake() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connect();
        issue("first", Priority.NORMAL);
        assertTrue(chargePoint.transport.next().contains("\"first\""));
        issue("second", Priority.NORMAL);
        issue("urgent", Priority.URGENT);
        await().during(Duration.ofMillis(50)).until(chargePoint.transport.texts::isEmpty);
        chargePoint.send("[3,\"ours-1\",{\"status\":\"Accepted\"}]");
        assertTrue(chargePoint.transport.next().contains("\"urgent\""));
        chargePoint.send("[3,\"ours-2\",{\"status\":\"Accepted\"}]");
        assertTrue(chargePoint.transport.next().contains("\"second\""));
    }

    @Test
    void aFullLaneRefuses() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connect();
        assertTrue(issue("first", Priority.NORMAL));
        chargePoint.transport.next();
        assertTrue(issue("second", Priority.NORMAL));
        assertTrue(issue("third", Priority.NORMAL));
        assertFalse(issue("fourth", Priority.URGENT));
    }

    @Test
    void crossingCallsBothComplete() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connectAndPublish();
        fixture.publisher.waitForAcknowledgement();
        issue("reset", Priority.NORMAL);
        assertTrue(chargePoint.transport.next().startsWith("[2,\"ours-1\""));
        chargePoint.call("theirs", "Authorize", "{\"idTag\":\"TAG1\"}");
        await().until(() -> fixture.publisher.attempts.size() == 2);
        chargePoint.send("[3,\"ours-1\",{\"status\":\"Accepted\"}]");
        assertInstanceOf(Reply.Answered.class, reply());
        assertNull(chargePoint.transport.texts.peek());
        fixture.publisher.acknowledge();
        assertTrue(chargePoint.transport.next().startsWith("[3,\"theirs\""));
    }

    @Test
    void aCommandIsNotSentWhenTheGateStaysClosed() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connect();
        fixture.commandQueue().offer(Priority.NORMAL, task("reset", "reset", LONG, () -> false));
        assertInstanceOf(Reply.Withheld.class, reply());
        assertNull(chargePoint.transport.texts.peek());
    }

    @Test
    void aCommandThatTheVersionCannotExpressIsNotSent() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connect();
        fixture.commandQueue().offer(Priority.NORMAL, task("x", "no.such.type", LONG, () -> true));
        assertInstanceOf(Reply.Inexpressible.class, reply());
        assertNull(chargePoint.transport.texts.peek());
    }

    @Test
    void anUnansweredCallEndsAtItsDeadlineAndTheNextIsSent() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connect();
        Duration soon = Duration.ofMillis(50);
        fixture.commandQueue().offer(Priority.NORMAL, task("first", "reset", soon, () -> true));
        issue("second", Priority.NORMAL);
        assertInstanceOf(Reply.Unanswered.class, reply());
        assertTrue(chargePoint.transport.next().contains("\"first\""));
        assertTrue(chargePoint.transport.next().contains("\"second\""));
        chargePoint.send("[3,\"ours-1\",{\"status\":\"Accepted\"}]");
        chargePoint.send("[3,\"someone-elses\",{\"status\":\"Accepted\"}]");
        chargePoint.send("[3,\"ours-2\",{\"status\":\"Accepted\"}]");
        assertInstanceOf(Reply.Answered.class, reply());
        assertNull(replies.poll());
    }

    @Test
    void anErrorOrAnInvalidAnswerRefusesTheCommand() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connect();
        issue("first", Priority.NORMAL);
        chargePoint.transport.next();
        chargePoint.send("[4,\"ours-1\",\"NotSupported\",\"no\",{}]");
        assertEquals(new Reply.Refused("NotSupported", "no", DerivedIds.NONE), reply());
        issue("second", Priority.NORMAL);
        chargePoint.transport.next();
        chargePoint.send("[3,\"ours-2\",{}]");
        assertEquals(new Reply.Refused("FormationViolation", "status is missing", "{}", DerivedIds.NONE), reply());
        issue("third", Priority.NORMAL);
        chargePoint.transport.next();
        chargePoint.send("[3,\"ours-3\",{\"status\":");
        assertInstanceOf(Reply.Refused.class, reply());
    }

    @Test
    void theDetailsOfAnErrorAreMaskedAndReturned() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connect();
        issue("first", Priority.NORMAL);
        chargePoint.transport.next();
        chargePoint.send("[4,\"ours-1\",\"InternalError\",\"no\",{\"at\":7,\"AuthorizationKey\":\"00ff\"}]");
        assertEquals(
                new Reply.Refused("InternalError", "no", "{\"at\":7,\"AuthorizationKey\":\"***\"}", DerivedIds.NONE),
                reply());
    }

    @Test
    void theDetailsOfAnErrorAreReadableHoweverDeepTheyAreNested() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connect();
        issue("first", Priority.NORMAL);
        chargePoint.transport.next();
        String details = "{\"at\":" + "[".repeat(1000) + "]".repeat(1000) + "}";
        chargePoint.send("[4,\"ours-1\",\"InternalError\",\"no\"," + details + "]");
        assertEquals(
                new Reply.Refused(
                        "InternalError", "no", Nesting.flatten(details, PayloadReader.MAX_DEPTH), DerivedIds.NONE),
                reply());
    }

    @Test
    void theEndOfTheSessionEndsTheOutstandingCallAndDropsWaitingCommands() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connect();
        CommandQueue commandQueue = fixture.commandQueue();
        issue("first", Priority.NORMAL);
        chargePoint.transport.next();
        issue("second", Priority.NORMAL);
        chargePoint.disconnect();
        assertInstanceOf(Reply.Unanswered.class, reply());
        await().until(() -> dropped.equals(List.of("second")));
        assertEquals(
                CommandQueue.Offer.CLOSED,
                commandQueue.offer(Priority.NORMAL, task("late", "reset", LONG, () -> true)));
        assertNull(fixture.sessions.find(SessionFixture.CHARGE_POINT));
    }

    @Test
    void anAnswerJustBeforeTheEndOfTheSessionCounts() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connect();
        issue("reset", Priority.NORMAL);
        chargePoint.transport.next();
        chargePoint.send("[3,\"ours-1\",{\"status\":\"Accepted\"}]");
        chargePoint.disconnect();
        assertInstanceOf(Reply.Answered.class, reply());
    }

    private boolean issue(String name, Priority priority) {
        return fixture.commandQueue().offer(priority, task(name, "reset", LONG, () -> true))
                == CommandQueue.Offer.QUEUED;
    }

    private CommandQueue.Task task(String name, String type, Duration answerTimeout, BooleanSupplier mayBeSent) {
        Command command = new Command(
                name,
                SessionFixture.CHARGE_POINT,
                type,
                "{\"n\":\"" + name + "\"}",
                null,
                null,
                Priority.NORMAL,
                false);
        return new RecordingTask(command, answerTimeout, mayBeSent, replies::add, () -> dropped.add(name));
    }

    private Reply reply() throws InterruptedException {
        Reply reply = replies.poll(60, TimeUnit.SECONDS);
        if (reply == null) {
            throw new AssertionError("no reply");
        }
        return reply;
    }
}
