package org.ocppgateway.routing.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.protocol.contract.ContractSchemas;
import org.ocppgateway.routing.command.CommandWire.Reply;
import org.ocppgateway.routing.event.PublishException;

class CommandLifecycleTest {
    private static final ChargePointId CHARGE_POINT = new ChargePointId("CP-1");
    /** A result that another pod has stored is passed on as it is. */
    private static final String THEIRS = "{\"theirs\":1}";

    private static final CommandSettings SETTINGS = new CommandSettings(
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            10,
            10,
            Duration.ofMillis(5),
            Duration.ofHours(1),
            100);

    private final HandDrivenClock clock = new HandDrivenClock();
    private final InMemoryCommandStates states = new InMemoryCommandStates();
    private final List<String> results = new CopyOnWriteArrayList<>();
    private final FakeRouteFinder routes = new FakeRouteFinder();
    private final List<String> forwarded = new CopyOnWriteArrayList<>();
    private final AtomicInteger publishFailures = new AtomicInteger();
    private final FakeLane lane = new FakeLane(epochOf(clock.instant().minusSeconds(600)), 2);
    private @Nullable CommandLane current = lane;
    private final CommandLifecycle lifecycle = new CommandLifecycle(
            SETTINGS,
            new PodId("gateway-0"),
            states.asSeenBy("gateway-0/1"),
            id -> id.equals(CHARGE_POINT) ? current : null,
            routes,
            (forwarded, pod, partition) -> forward(forwarded, pod),
            this::publish,
            (requestId, payload) -> false,
            new PrometheusRegistry(),
            clock);

    private static SessionEpoch epochOf(Instant instant) {
        return new SessionEpoch(instant.toEpochMilli() * 1000);
    }

    private void publish(ChargePointId id, String result) throws PublishException {
        if (publishFailures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new PublishException(PublishException.Reason.OUTAGE, "out, says the test");
        }
        if (!result.equals(THEIRS)) {
            ContractSchemas.assertResult(result);
        }
        results.add(result);
    }

    private void forward(CommandRecord handedOn, PodId pod) throws PublishException {
        if (publishFailures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new PublishException(PublishException.Reason.OUTAGE, "out, says the test");
        }
        forwarded.add(pod + " after " + handedOn.hops());
    }

    @BeforeEach
    void start() {
        lifecycle.start();
    }

    @AfterEach
    void everyResultIsDelivered() throws Exception {
        states.out(false);
        assertTrue(lifecycle.stop(Duration.ofSeconds(5)));
    }

    private void receive(String id, String more) throws Exception {
        receive(id, more, 0);
    }

    private void receive(String id, String more, int hops) throws Exception {
        String command =
                "{\"commandId\":\"" + id + "\",\"chargePointId\":\"CP-1\",\"type\":\"reset\",\"data\":{}" + more + "}";
        take(command, hops);
    }

    private void take(String text, int hops) throws Exception {
        lifecycle.accept(new CommandRecord(text.getBytes(UTF_8), hops, clock.instant()));
    }

    private String onlyResult() {
        await().until(() -> !results.isEmpty());
        assertEquals(1, results.size(), results.toString());
        return results.getFirst();
    }

    private void assertOutcome(String outcome, boolean sent) {
        String result = onlyResult();
        assertTrue(result.contains("\"outcome\":\"" + outcome + "\",\"sent\":" + sent), result);
    }

    @Test
    void anAnsweredCommandIsCompletedWithTheChargePointsWord() throws Exception {
        receive("c1", ",\"issuedAt\":\"2026-11-21T09:59:59Z\"");
        lane.runAll();

        String result = onlyResult();
        assertEquals(
                "{\"commandId\":\"c1\",\"chargePointId\":\"CP-1\",\"type\":\"reset\",\"outcome\":\"completed\",\"sent\":true,"
                        + "\"status\":\"Accepted\",\"payload\":{\"status\":\"Accepted\"},\"podId\":\"gateway-0\",\"sessionEpoch\":"
                        + lane.epoch()
                        + ",\"hops\":0,\"issuedAt\":\"2026-11-21T09:59:59.000Z\",\"receivedAt\":\"2026-11-21T10:00:00.000Z\","
                        + "\"sentAt\":\"2026-11-21T10:00:00.000Z\",\"completedAt\":\"2026-11-21T10:00:00.000Z\"}",
                result);
        assertEquals(result, states.result("c1"));
    }

    @Test
    void aCallErrorIsRefused() throws Exception {
        lane.answer(new Reply.Refused("NotSupported", "no"));
        receive("c1", "");
        lane.runAll();

        assertOutcome("refused", true);
    }

    @Test
    void noAnswerIsUncertain() throws Exception {
        lane.answer(new Reply.Unanswered("no answer in time"));
        receive("c1", "");
        lane.runAll();

        assertOutcome("uncertain", true);
    }

    @Test
    void whatTheVersionCannotSayIsInvalid() throws Exception {
        lane.answer(new Reply.Inexpressible("no such thing"));
        receive("c1", "");
        lane.runAll();

        assertOutcome("invalid", false);
    }

    @Test
    void aConnectionClosedBeforeWritingIsNotConnected() throws Exception {
        lane.answer(new Reply.Closed());
        receive("c1", "");
        lane.runAll();

        assertOutcome("not-connected", false);
    }

    @Test
    void aCommandWhoseSessionEndsFirstIsNotConnectedIfTheChargePointStaysAway() throws Exception {
        receive("c1", "");
        current = null;
        lane.drop();
        await().until(() -> stage("c1") == CommandState.Stage.WAITING);
        assertTrue(results.isEmpty());

        clock.advance(SETTINGS.reconnectHold());

        assertOutcome("not-connected", false);
    }

    @Test
    void commandsWaitForAChargePointThatLeftLatelyAndKeepTheirOrder() throws Exception {
        current = null;
        routes.left(CHARGE_POINT);
        receive("c1", "");
        receive("c2", "");
        assertEquals(0, lane.waiting());

        current = lane;
        await().until(() -> lane.waiting() == 2);
        lane.runAll();

        await().until(() -> results.size() == 2);
        assertEquals(List.of("c1", "c2"), lane.sent());
    }

    @Test
    void aCommandThatExpiresWhileItsChargePointIsAwayIsExpired() throws Exception {
        current = null;
        routes.left(CHARGE_POINT);
        receive("c1", ",\"expiresAt\":\"2026-11-21T10:00:05Z\"");

        clock.advance(Duration.ofSeconds(5));

        assertOutcome("expired", false);
    }

    @Test
    void moreWaitingCommandsThanAllowedAreOverloaded() throws Exception {
        current = null;
        routes.left(CHARGE_POINT);
        for (int i = 0; i < 11; i++) {
            receive("c" + i, "");
        }

        assertOutcome("overloaded", false);
        clock.advance(SETTINGS.reconnectHold());
        await().until(() -> results.size() == 11);
    }

    @Test
    void aCommandForAChargePointOnAnotherPodIsForwardedOnceAndNoLongerOurs() throws Exception {
        current = null;
        routes.at(CHARGE_POINT, "gateway-1");
        receive("c1", "");

        assertEquals(List.of("gateway-1 after 0"), forwarded);
        assertEquals(
                new CommandStates.Claim.Claimed(null),
                states.asSeenBy("gateway-1/1").claim("c1", CHARGE_POINT, clock.instant()));
        assertTrue(results.isEmpty());
    }

    @Test
    void aCommandThatWasForwardedOnceIsNotForwardedAgain() throws Exception {
        current = null;
        routes.at(CHARGE_POINT, "gateway-1");
        receive("c1", "", 1);

        assertOutcome("not-connected", false);
        assertTrue(onlyResult().contains("\"hops\":1"), onlyResult());
        assertEquals(List.of(), forwarded);
    }

    @Test
    void aCommandFollowsAChargePointThatComesBackElsewhere() throws Exception {
        receive("c1", "");
        current = null;
        lane.drop();
        routes.at(CHARGE_POINT, "gateway-1");

        await().until(() -> forwarded.equals(List.of("gateway-1 after 0")));
        assertTrue(results.isEmpty());
    }

    @Test
    void whatCannotBeForwardedNowIsTriedAgain() throws Exception {
        current = null;
        routes.at(CHARGE_POINT, "gateway-1");
        publishFailures.set(2);
        receive("c1", "");

        await().until(() -> forwarded.equals(List.of("gateway-1 after 0")));
    }

    @Test
    void aForwardedCommandDoesNotGoOnUnclaimedWhenRedisIsOut() throws Exception {
        states.out(true);
        receive("c1", "", 1);
        assertEquals(0, lane.waiting());

        states.out(false);
        await().until(() -> lane.waiting() == 1);
        lane.runAll();

        assertOutcome("completed", true);
    }

    @Test
    void whatAPodThatIsGoneMayHaveSentIsUncertainIfItIsNotSentNow() throws Exception {
        CommandStates theirs = states.asSeenBy("gateway-1/1");
        theirs.claim("c1", CHARGE_POINT, clock.instant());
        theirs.send("c1", clock.instant());
        theirs.release("c1", CHARGE_POINT, theirs.find("c1").orElseThrow(), clock.instant());
        current = null;
        receive("c1", ",\"resend\":true", 1);

        assertOutcome("uncertain", true);
    }

    @Test
    void aCommandWhoseTraceIsLostBeforeItIsSentEndsUnsent() throws Exception {
        receive("c1", "");
        states.flush();
        lane.runAll();

        assertOutcome("expired", false);
        assertEquals(List.of(), lane.sent());
    }

    private CommandState.Stage stage(String id) throws Exception {
        return states.asSeenBy("test").find(id).orElseThrow().stage();
    }

    @Test
    void aChargePointThatIsNotHereIsNotConnected() throws Exception {
        current = null;
        receive("c1", "");

        assertOutcome("not-connected", false);
    }

    @Test
    void aCommandPastItsExpiryIsNotSent() throws Exception {
        receive("c1", ",\"expiresAt\":\"2026-11-21T09:59:59Z\"");

        assertOutcome("expired", false);
        assertEquals(0, lane.waiting());
    }

    @Test
    void aCommandThatExpiresWhileItWaitsIsNotSent() throws Exception {
        receive("c1", "");
        clock.advance(Duration.ofSeconds(60));
        lane.runAll();

        assertOutcome("expired", false);
        assertEquals(List.of(), lane.sent());
    }

    @Test
    void aFullLaneIsOverloadedAtOnce() throws Exception {
        receive("c1", "");
        receive("c2", "");
        receive("c3", "");

        assertOutcome("overloaded", false);
        lane.runAll();
        await().until(() -> results.size() == 3);
    }

    @Test
    void aCommandThatBreaksTheContractButSaysWhoseItIsIsInvalid() throws Exception {
        receive("c1", ",\"priority\":\"whenever\"");

        assertOutcome("invalid", false);
    }

    @Test
    void whatNobodyCanBeToldAboutIsUndecodable() {
        assertThrows(UndecodableException.class, () -> take("{", 0));
        assertThrows(UndecodableException.class, () -> take("{}", 0));
    }

    @Test
    void aRepeatedCommandIdRepeatsTheStoredOutcome() throws Exception {
        receive("c1", "");
        lane.runAll();
        String first = onlyResult();

        clock.advance(Duration.ofHours(1));
        receive("c1", "");

        await().until(() -> results.size() == 2);
        assertEquals(first, results.get(1));
        assertEquals(List.of("c1"), lane.sent());
    }

    @Test
    void theOutcomeOfAnotherPodIsRepeated() throws Exception {
        states.asSeenBy("gateway-1/1").end("c1", THEIRS);

        receive("c1", "");

        assertEquals(THEIRS, onlyResult());
        assertEquals(0, lane.waiting());
    }

    @Test
    void aCommandIdThatIsUnderWayIsIgnored() throws Exception {
        receive("c1", "");
        receive("c1", "");
        assertEquals(1, lane.waiting());
        lane.runAll();

        assertOutcome("completed", true);
        states.asSeenBy("gateway-1/1").claim("c2", CHARGE_POINT, clock.instant());
        receive("c2", "");
        assertEquals(0, lane.waiting());
    }

    @Test
    void aCommandEndedByAnotherPodWhileItWaitedIsNeitherSentNorEndedAgain() throws Exception {
        receive("c1", "");
        states.asSeenBy("gateway-1/1").end("c1", THEIRS);
        lane.runAll();

        assertEquals(List.of(), lane.sent());
        assertTrue(results.isEmpty());
        receive("c1", "");
        assertEquals(THEIRS, onlyResult());
    }

    @Test
    void onlyTheStoredOutcomeIsPublished() throws Exception {
        lane.answer(new Reply.Unanswered("lost"));
        receive("c1", "");
        states.asSeenBy("gateway-0/1").send("c1", clock.instant());
        states.asSeenBy("gateway-1/1").end("c1", THEIRS);
        current = null;
        lane.drop();
        clock.advance(SETTINGS.reconnectHold());

        assertEquals(THEIRS, onlyResult());
    }

    @Test
    void aResultIsPublishedUntilItIsAcknowledged() throws Exception {
        publishFailures.set(5);
        receive("c1", "");
        lane.runAll();

        assertOutcome("completed", true);
        assertEquals(0, publishFailures.get());
    }

    @Test
    void withRedisOutACommandWrittenSinceTheSessionBeganIsSentToldAndStoredLater() throws Exception {
        states.out(true);
        receive("c1", "");
        lane.runAll();

        assertOutcome("completed", true);
        receive("c1", "");
        await().until(() -> results.size() == 2);
        assertEquals(List.of("c1"), lane.sent());
        states.out(false);
        await().until(() -> results.getFirst().equals(states.result("c1")));
    }

    @Test
    void withRedisOutACommandOlderThanTheSessionWaitsForRedis() throws Exception {
        states.out(true);
        FakeLane fresh = new FakeLane(epochOf(clock.instant().plusSeconds(1)), 2);
        current = fresh;
        receive("c1", "");
        assertEquals(0, fresh.waiting());

        states.out(false);
        await().until(() -> fresh.waiting() == 1);
        fresh.runAll();

        assertOutcome("completed", true);
    }

    @Test
    void aClaimedCommandWhoseOutcomeCannotBeStoredIsToldWhenRedisIsBack() throws Exception {
        receive("c1", "");
        lane.beforeGate(() -> states.out(true));
        lane.runAll();
        assertEquals(List.of("c1"), lane.sent());
        await().during(Duration.ofMillis(50)).until(results::isEmpty);

        states.out(false);

        assertOutcome("completed", true);
    }

    @Test
    void aReplyThatNobodyWaitsForIsCountedAndNoMore() throws Exception {
        take("{\"type\":\"reply\",\"requestId\":\"r1\",\"payload\":{}}", 0);

        assertTrue(results.isEmpty());
        assertFalse(lane.waiting() > 0);
    }
}
