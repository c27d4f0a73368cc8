package org.ocppgateway.gateway.session;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ocppgateway.gateway.session.decision.Decision;
import org.ocppgateway.gateway.session.decision.DecisionSettings;
import org.ocppgateway.gateway.session.decision.DecisionSettings.By;
import org.ocppgateway.gateway.session.decision.Decisions;
import org.ocppgateway.gateway.session.decision.RegistrationPolicy;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.handler.Uplink;
import org.ocppgateway.protocol.handler.VersionHandler;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.protocol.testing.Contexts;
import org.ocppgateway.protocol.translation.DictionaryHandler;
import org.ocppgateway.protocol.v16.Ocpp16;
import org.ocppgateway.protocol.v2.Ocpp2;
import org.ocppgateway.routing.command.CommandQueue;
import org.ocppgateway.routing.command.Replies.Result;
import org.ocppgateway.routing.registration.Registration;
import org.ocppgateway.routing.route.Route;

/** Decisions about answers: by the configuration, or by the backend until its deadline. */
class DecisionTest {
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final String BLOCKED = "{\"status\":\"blocked\"}";
    private static final String AUTHORIZE = "{\"idTag\":\"TAG1\"}";
    private static final String STATUS = "{\"connectorId\":1,\"errorCode\":\"NoError\",\"status\":\"Available\"}";
    private static final String BOOT = "{\"chargePointVendor\":\"Acme\",\"chargePointModel\":\"One\"}";

    private @Nullable SessionFixture fixture;

    @AfterEach
    void stop() {
        if (fixture != null) {
            fixture.stop();
        }
    }

    @Test
    void theReplyOfTheBackendIsTheAnswerInEveryVersion() throws Exception {
        Map<VersionHandler, String> messages = Map.of(
                new DictionaryHandler(new Ocpp16()), AUTHORIZE,
                new DictionaryHandler(new Ocpp2(OcppVersion.V2_0_1)),
                        "{\"idToken\":{\"idToken\":\"TAG1\",\"type\":\"Central\"}}",
                new DictionaryHandler(new Ocpp2(OcppVersion.V2_1)),
                        "{\"idToken\":{\"idToken\":\"TAG1\",\"type\":\"Central\"}}");
        for (Map.Entry<VersionHandler, String> message : messages.entrySet()) {
            SessionFixture sessions = deciding(message.getKey(), "Authorize", rule(By.BACKEND, LONG, null));
            SessionFixture.ChargePoint chargePoint = sessions.connect();
            chargePoint.call("a", "Authorize", message.getValue());
            assertEquals(Result.TAKEN, reply(requestId("authorization.requested"), BLOCKED));
            String answer = chargePoint.transport.next();
            assertTrue(answer.contains("\"status\":\"Blocked\""), answer);
            await().until(() -> sessions.counted("ocpp_gateway_decisions_closed", "decided") == 1);
            sessions.stop();
        }
    }

    @Test
    void theEventContainsReplyAddressAndDeadline() {
        SessionFixture sessions = deciding("Authorize", rule(By.BACKEND, LONG, null));
        Instant before = sessions.now();
        sessions.connect().call("a", "Authorize", AUTHORIZE);
        JsonObject request = request("authorization.requested");
        assertEquals("gateway-0", request.get("pod").getAsString());
        assertEquals(FakeRoutes.PARTITION, request.get("partition").getAsInt());
        Instant deadline = Instant.parse(request.get("deadline").getAsString());
        assertTrue(!deadline.isBefore(before.plus(LONG).minusMillis(1)), deadline::toString);
    }

    @Test
    void atTheDeadlineTheFallbackAnswersAndALaterReplyIsLate() throws Exception {
        SessionFixture sessions = deciding("Authorize", rule(By.BACKEND, SHORT, BLOCKED));
        SessionFixture.ChargePoint chargePoint = sessions.connect();
        chargePoint.call("a", "Authorize", AUTHORIZE);
        assertEquals("[3,\"a\",{\"idTagInfo\":{\"status\":\"Blocked\"}}]", chargePoint.transport.next());
        await().until(() -> sessions.counted("ocpp_gateway_decisions_closed", "overdue") == 1);
        assertEquals(Result.LATE, reply(requestId("authorization.requested"), "{\"status\":\"accepted\"}"));
        assertNull(chargePoint.transport.texts.poll());
    }

    @Test
    void theAnswerFollowsTheAcknowledgement() throws Exception {
        SessionFixture sessions = deciding("Authorize", rule(By.BACKEND, LONG, null));
        SessionFixture.ChargePoint chargePoint = sessions.connectAndPublish();
        sessions.publisher.waitForAcknowledgement();
        chargePoint.call("a", "Authorize", AUTHORIZE);
        await().until(() -> sessions.publisher.attempts.size() == 2);
        String requestId = sessions.publisher
                .attempts
                .getLast()
                .getAsJsonObject("data")
                .getAsJsonObject("reply")
                .get("requestId")
                .getAsString();
        assertEquals(Result.TAKEN, reply(requestId, BLOCKED));
        assertNull(chargePoint.transport.texts.poll(50, TimeUnit.MILLISECONDS));
        sessions.publisher.acknowledge();
        assertTrue(chargePoint.transport.next().contains("Blocked"));
    }

    @Test
    void aCommandIsAnsweredDuringAPendingDecision() throws Exception {
        SessionFixture sessions = deciding("Authorize", rule(By.BACKEND, LONG, null));
        SessionFixture.ChargePoint chargePoint = sessions.connect();
        BlockingQueue<CommandQueue.Reply> answers = issueReset();
        String reset = chargePoint.transport.next();
        assertTrue(reset.startsWith("[2,\"ours-1\",\"Reset\""), reset);
        chargePoint.call("a", "Authorize", AUTHORIZE);
        String requestId = requestId("authorization.requested");
        chargePoint.send("[3,\"ours-1\",{\"status\":\"Accepted\"}]");
        assertTrue(answers.poll(60, TimeUnit.SECONDS) instanceof CommandQueue.Reply.Answered);
        assertNull(chargePoint.transport.texts.peek());
        assertEquals(Result.TAKEN, reply(requestId, BLOCKED));
        assertTrue(chargePoint.transport.next().startsWith("[3,\"a\""));
    }

    @Test
    void anInvalidReplyMayBeFollowedByAValidOne() throws Exception {
        SessionFixture sessions = deciding("Authorize", rule(By.BACKEND, LONG, null));
        SessionFixture.ChargePoint chargePoint = sessions.connect();
        chargePoint.call("a", "Authorize", AUTHORIZE);
        String requestId = requestId("authorization.requested");
        assertEquals(Result.INVALID, reply(requestId, "{\"status\":\"perhaps\"}"));
        assertEquals(Result.INVALID, reply(requestId, "[]"));
        assertEquals(Result.TAKEN, reply(requestId, BLOCKED));
        assertEquals(Result.DUPLICATE, reply(requestId, "{\"status\":\"accepted\"}"));
        assertTrue(chargePoint.transport.next().contains("Blocked"));
        await().until(() -> reply(requestId, BLOCKED) == Result.DUPLICATE);
    }

    @Test
    void anUnknownRequestIdIsUnknownAndOneOfAnEarlierProcessIsLate() {
        SessionFixture sessions = deciding("Authorize", rule(By.BACKEND, LONG, null));
        sessions.connect().call("a", "Authorize", AUTHORIZE);
        String requestId = requestId("authorization.requested");
        assertEquals(Result.UNKNOWN, reply("nonsense", BLOCKED));
        assertEquals(Result.UNKNOWN, reply(requestId + "0", BLOCKED));
        assertEquals(Result.LATE, reply("00000000-0000-0000-0000-000000000000.1", BLOCKED));
    }

    @Test
    void aReplyAfterADisconnectionIsLate() {
        SessionFixture sessions = deciding("Authorize", rule(By.BACKEND, LONG, null));
        SessionFixture.ChargePoint chargePoint = sessions.connect();
        chargePoint.call("a", "Authorize", AUTHORIZE);
        String requestId = requestId("authorization.requested");
        chargePoint.disconnect();
        await().until(() -> sessions.sessions.unfinished() == 0);
        assertEquals(Result.LATE, reply(requestId, BLOCKED));
        await().until(() -> sessions.counted("ocpp_gateway_decisions_closed", "abandoned") == 1);
        await().until(() -> sessions.calls("unanswered") == 1);
    }

    @Test
    void atTheLimitOfPendingDecisionsTheFallbackAnswers() throws Exception {
        PrometheusRegistry registry = new PrometheusRegistry();
        Decisions decisions = new Decisions(
                new DecisionSettings(1, Map.of(new Action("Authorize"), rule(By.BACKEND, LONG, BLOCKED))),
                new RegistrationPolicy(Registration.Status.ACCEPTED, LONG),
                InstantSource.system(),
                System::nanoTime,
                registry);
        Route route = new FakeRoutes().claim(SessionFixture.CHARGE_POINT, OcppVersion.V1_6, Instant.EPOCH, loss -> {});
        Uplink.Accepted authorize = assertInstanceOf(
                Uplink.Accepted.class,
                new DictionaryHandler(new Ocpp16())
                        .call(Contexts.of(SessionFixture.CHARGE_POINT), new Action("Authorize"), AUTHORIZE));
        try (Decision first = decisions.start(authorize, route);
                Decision second = decisions.start(authorize, route)) {
            assertNotNull(first.request());
            assertNull(second.request());
            Decision.Result.Answer given = assertInstanceOf(Decision.Result.Answer.class, second.await());
            assertEquals(
                    "blocked", given.payload() == null ? null : given.payload().text("status"));
        }
        try (Decision third = decisions.start(authorize, route)) {
            assertNotNull(third.request());
        }
        assertEquals(1, SessionFixture.counted(registry, "ocpp_gateway_decisions_closed", "overloaded"));
    }

    @Test
    void aPendingDecisionOfTheBackendIsStored() throws Exception {
        SessionFixture sessions = deciding("BootNotification", rule(By.BACKEND, LONG, null));
        SessionFixture.ChargePoint chargePoint = sessions.connect();
        chargePoint.call("b", "BootNotification", BOOT);
        assertEquals(Result.TAKEN, reply(requestId("device.online"), "{\"status\":\"pending\",\"interval\":7}"));
        String answer = chargePoint.transport.next();
        assertTrue(answer.contains("\"status\":\"Pending\"") && answer.contains("\"interval\":7"), answer);
        Registration recorded = sessions.registrations.recorded.get(SessionFixture.CHARGE_POINT);
        assertEquals(Registration.Status.PENDING, recorded == null ? null : recorded.status());
        chargePoint.call("s", "StatusNotification", STATUS);
        assertTrue(chargePoint.transport.next().startsWith("[4,\"s\",\"SecurityError\""));
    }

    @Test
    void theLocalPolicyAnswersWithoutTheBackend() throws Exception {
        SessionFixture sessions = deciding("Authorize", rule(By.LOCAL, LONG, BLOCKED));
        SessionFixture.ChargePoint chargePoint = sessions.connect();
        chargePoint.call("a", "Authorize", AUTHORIZE);
        assertTrue(chargePoint.transport.next().contains("Blocked"));
        assertFalse(events("authorization.requested").getFirst().has("reply"));
    }

    @Test
    void aTransactionEventRequestsADecisionOnlyWithAToken() throws Exception {
        SessionFixture sessions = deciding(
                new DictionaryHandler(new Ocpp2(OcppVersion.V2_0_1)), "TransactionEvent", rule(By.BACKEND, LONG, null));
        SessionFixture.ChargePoint chargePoint = sessions.connect();
        String event =
                "{\"eventType\":\"Updated\",\"timestamp\":\"2026-11-21T10:00:00Z\",\"triggerReason\":\"%s\",\"seqNo\":%d,"
                        + "\"transactionInfo\":{\"transactionId\":\"T1\"}%s}";
        chargePoint.call("1", "TransactionEvent", event.formatted("MeterValuePeriodic", 1, ""));
        assertEquals("[3,\"1\",{}]", chargePoint.transport.next());
        chargePoint.call(
                "2",
                "TransactionEvent",
                event.formatted("Authorized", 2, ",\"idToken\":{\"idToken\":\"TAG1\",\"type\":\"Central\"}"));
        await().until(() -> events("transaction.updated").size() == 2);
        String requestId = events("transaction.updated")
                .getLast()
                .getAsJsonObject("reply")
                .get("requestId")
                .getAsString();
        assertEquals(Result.TAKEN, reply(requestId, BLOCKED));
        assertEquals("[3,\"2\",{\"idTokenInfo\":{\"status\":\"Blocked\"}}]", chargePoint.transport.next());
    }

    private static DecisionSettings.Rule rule(By by, Duration deadline, @Nullable String fallback) {
        return new DecisionSettings.Rule(by, deadline, fallback);
    }

    private SessionFixture deciding(String action, DecisionSettings.Rule rule) {
        return deciding(new DictionaryHandler(new Ocpp16()), action, rule);
    }

    private SessionFixture deciding(VersionHandler handler, String action, DecisionSettings.Rule rule) {
        SessionFixture made = new SessionFixture(handler, new DecisionSettings(1, Map.of(new Action(action), rule)));
        fixture = made;
        return made;
    }

    private SessionFixture current() {
        if (fixture == null) {
            throw new IllegalStateException("no fixture");
        }
        return fixture;
    }

    private Result reply(String requestId, String payload) {
        return current().sessions.replies().decide(requestId, payload);
    }

    private List<JsonObject> events(String type) {
        return current().publisher.published.stream()
                .filter(event -> event.get("type").getAsString().equals(type))
                .map(event -> event.getAsJsonObject("data"))
                .toList();
    }

    private JsonObject request(String type) {
        await().until(() -> !events(type).isEmpty());
        return events(type).getFirst().getAsJsonObject("reply");
    }

    private String requestId(String type) {
        return request(type).get("requestId").getAsString();
    }

    private BlockingQueue<CommandQueue.Reply> issueReset() {
        BlockingQueue<CommandQueue.Reply> answers = new LinkedBlockingQueue<>();
        Command command = new Command(
                "c",
                SessionFixture.CHARGE_POINT,
                "reset",
                "{\"type\":\"soft\"}",
                null,
                null,
                Command.Priority.NORMAL,
                false);
        CommandQueue.Task task = new RecordingTask(command, Duration.ofSeconds(30), () -> true, answers::add, () -> {});
        current().commandQueue().offer(Command.Priority.NORMAL, task);
        return answers;
    }
}
