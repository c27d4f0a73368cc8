package org.ocppgateway.gateway.session;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.handler.VersionHandler;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.protocol.model.Command.Priority;
import org.ocppgateway.protocol.property.RandomTexts;
import org.ocppgateway.protocol.translation.DictionaryHandler;
import org.ocppgateway.protocol.v16.Ocpp16;
import org.ocppgateway.protocol.v2.Ocpp2;
import org.ocppgateway.routing.command.CommandQueue;
import org.ocppgateway.routing.event.PublishException.Reason;

/**
 * A random sequence of actions of one charge point and one backend on a session: commands, answers and CALLs of every kind, outages,
 * closes and reconnects. At the end every command and every CALL has its outcome.
 */
final class CallScript {
    private static final int STEPS = 60;
    private static final Pattern OUR_CALL = Pattern.compile("\\[2,\"(ours-\\d+)\".*");
    private static final Pattern OUR_ANSWER = Pattern.compile("\\[[34],\"(theirs-\\d+)\".*");

    private final SessionFixture fixture;
    private final OcppVersion version;
    private final Random random;
    private final Set<String> outcomesSeen;
    private final List<AtomicInteger> commands = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private int ids;

    /** One connection of the charge point and the messages sent on it. */
    private static final class Line {
        final SessionFixture.ChargePoint chargePoint;
        final Map<String, String> calls = new LinkedHashMap<>();
        final Map<String, Integer> timesSent = new LinkedHashMap<>();
        final List<String> sends = new ArrayList<>();
        boolean cut;

        Line(SessionFixture.ChargePoint chargePoint) {
            this.chargePoint = chargePoint;
        }

        boolean over() {
            return cut || !chargePoint.transport.closes.isEmpty();
        }

        void call(String id, String frame) {
            calls.put(id, frame);
            timesSent.merge(id, 1, Integer::sum);
            chargePoint.send(frame);
        }

        /** The ids in all frames of this kind that the gateway sent, in order. */
        List<String> sent(Pattern kind) {
            return chargePoint.transport.texts.stream()
                    .map(kind::matcher)
                    .filter(Matcher::matches)
                    .map(matcher -> matcher.group(1))
                    .toList();
        }
    }

    /** @param outcomesSeen receives the outcomes of commands */
    CallScript(OcppVersion version, Random random, Set<String> outcomesSeen) {
        this.version = version;
        this.random = random;
        this.outcomesSeen = outcomesSeen;
        this.fixture = new SessionFixture(handler(version));
    }

    private static VersionHandler handler(OcppVersion version) {
        return new DictionaryHandler(version == OcppVersion.V1_6 ? new Ocpp16() : new Ocpp2(version));
    }

    private static void awaitSoon(Callable<Boolean> condition) {
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2)).until(condition);
    }

    void play() {
        try {
            connect();
            for (int step = 0; step < STEPS; step++) {
                step();
            }
            fixture.publisher.failWith(null);
            Line last = lines.getLast();
            awaitSoon(() -> last.over() || allAnswered(last));
            awaitSoon(() -> fixture.backlog() == 0);
            lines.forEach(line -> line.chargePoint.disconnect());
            awaitSoon(() -> fixture.sessions.unfinished() == 0);
            awaitSoon(() -> commands.stream().allMatch(outcomes -> outcomes.get() > 0));
            commands.forEach(outcomes -> assertEquals(1, outcomes.get(), "outcomes of one command"));
            lines.forEach(CallScript::check);
        } finally {
            fixture.stop();
        }
    }

    /** During an outage the session may end before it is observed. */
    private void connect() {
        int before = fixture.routes.claimed.size();
        lines.add(new Line(fixture.new ChargePoint()));
        awaitSoon(() -> fixture.routes.claimed.size() > before);
    }

    private static boolean allAnswered(Line line) {
        return line.sent(OUR_ANSWER).containsAll(line.calls.keySet());
    }

    private static void check(Line line) {
        List<String> answered = line.sent(OUR_ANSWER);
        line.timesSent.forEach((id, times) -> {
            long answers = answered.stream().filter(id::equals).count();
            assertTrue(answers <= times, () -> answers + " answers to " + times + " times " + line.calls.get(id));
        });
        assertTrue(line.timesSent.keySet().containsAll(answered), "an answer without CALL");
        line.sends.forEach(id -> assertTrue(
                line.chargePoint.transport.texts.stream().noneMatch(text -> text.contains(id)), "a SEND was answered"));
        assertEquals(0, line.chargePoint.transport.afterClose.get(), "messages sent after a close frame");
        List<String> ours = line.sent(OUR_CALL);
        assertEquals(ours.size(), Set.copyOf(ours).size(), "a command was sent twice");
    }

    private void step() {
        Line line = lines.getLast();
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4 -> issue();
            case 5, 6, 7, 8 -> answer(line);
            case 9 -> oddAnswer(line);
            case 10, 11, 12 -> call(line);
            case 13 -> again(line);
            case 14 -> oddFrame(line);
            case 15 ->
                fixture.publisher.failWith(
                        RandomTexts.oneOf(random, Arrays.asList(null, null, Reason.OUTAGE, Reason.REFUSED)));
            case 16 -> reconnect(line, random.nextBoolean());
            case 17 -> fixture.nanos.addAndGet(random.nextInt(1_000_000_000));
            default -> awaitSoon(() -> line.over() || allAnswered(line));
        }
    }

    private void issue() {
        CommandQueue commandQueue = fixture.sessions.find(SessionFixture.CHARGE_POINT);
        if (commandQueue == null) {
            return;
        }
        AtomicInteger outcomes = new AtomicInteger();
        commands.add(outcomes);
        // The deadline has passed, is close, or is later than the end of the connection.
        Duration answerTimeout =
                Duration.ofMillis(RandomTexts.oneOf(random, List.of(-1L, 0L, 3L, 600_000L, 600_000L, 600_000L)));
        boolean open = random.nextInt(10) > 0;
        Command command = command(random.nextInt(10) > 0 ? "reset" : "no.such.type");
        CommandQueue.Task task = new RecordingTask(
                command,
                answerTimeout,
                () -> open,
                reply -> end(outcomes, reply.getClass().getSimpleName()),
                () -> end(outcomes, "dropped"));
        CommandQueue.Offer offer = commandQueue.offer(random.nextBoolean() ? Priority.NORMAL : Priority.URGENT, task);
        if (offer != CommandQueue.Offer.QUEUED) {
            end(outcomes, "not taken");
        }
    }

    private void end(AtomicInteger outcomes, String outcome) {
        outcomes.incrementAndGet();
        outcomesSeen.add(outcome);
    }

    private static Command command(String type) {
        return new Command(
                "c", SessionFixture.CHARGE_POINT, type, "{\"type\":\"soft\"}", null, null, Priority.NORMAL, false);
    }

    /** Answers the latest CALL of the gateway: valid, invalid or malformed. */
    private void answer(Line line) {
        List<String> ours = line.sent(OUR_CALL);
        if (!ours.isEmpty()) {
            line.chargePoint.send(RandomTexts.oneOf(
                            random,
                            List.of(
                                    "[3,\"%s\",{\"status\":\"Accepted\"}]",
                                    "[3,\"%s\",{\"status\":\"Rejected\"}]",
                                    "[3,\"%s\",{\"status\":7}]",
                                    "[3,\"%s\",",
                                    "[4,\"%s\",\"NotSupported\",\"\",{}]",
                                    "[4,\"%s\"]"))
                    .formatted(ours.getLast()));
        }
    }

    /** Answers an earlier CALL, an unknown one, or an answer. */
    private void oddAnswer(Line line) {
        List<String> ours = line.sent(OUR_CALL);
        String id = ours.isEmpty() || random.nextBoolean() ? "unknown" : RandomTexts.oneOf(random, ours);
        line.chargePoint.send(RandomTexts.oneOf(
                        random,
                        List.of(
                                "[3,\"%s\",{\"status\":\"Accepted\"}]",
                                "[4,\"%s\",\"GenericError\",\"\",{}]", "[5,\"%s\",\"GenericError\",\"\",{}]"))
                .formatted(id));
    }

    private void call(Line line) {
        String id = "theirs-" + ++ids;
        String body = RandomTexts.oneOf(
                random,
                List.of(
                        "\"Heartbeat\",{}",
                        "\"NoSuchAction\",{}",
                        "\"Heartbeat\",[]",
                        "\"Heartbeat\"",
                        status(),
                        transaction(),
                        transaction()));
        line.call(id, "[2,\"" + id + "\"," + body + "]");
    }

    private String status() {
        return version == OcppVersion.V1_6
                ? "\"StatusNotification\",{\"connectorId\":1,\"errorCode\":\"NoError\",\"status\":\"Available\"}"
                : "\"StatusNotification\",{\"timestamp\":\"2026-11-21T10:00:00Z\",\"connectorStatus\":\"Available\","
                        + "\"evseId\":1,\"connectorId\":1}";
    }

    private String transaction() {
        return version == OcppVersion.V1_6
                ? "\"StartTransaction\",{\"connectorId\":1,\"idTag\":\"TAG1\",\"meterStart\":0,"
                        + "\"timestamp\":\"2026-11-21T10:00:00Z\"}"
                : "\"TransactionEvent\",{\"eventType\":\"Started\",\"timestamp\":\"2026-11-21T10:00:00Z\","
                        + "\"triggerReason\":\"Authorized\",\"seqNo\":0,\"transactionInfo\":{\"transactionId\":\"T\"}}";
    }

    /** Repeats a CALL, like a charge point after a timeout. */
    private void again(Line line) {
        if (!line.calls.isEmpty()) {
            String id = RandomTexts.oneOf(random, List.copyOf(line.calls.keySet()));
            line.call(id, Objects.requireNonNull(line.calls.get(id)));
        }
    }

    private void oddFrame(Line line) {
        String id = "mute-" + ++ids;
        line.sends.add(id);
        line.chargePoint.send(RandomTexts.oneOf(
                random,
                version == OcppVersion.V2_1
                        ? List.of(
                                "[6,\"" + id + "\",\"NotifyPeriodicEventStream\",{\"id\":1,\"pending\":0,"
                                        + "\"basetime\":\"2026-11-21T10:00:00Z\",\"data\":[{\"t\":1,\"v\":\"1\"}]}]",
                                "[6,\"" + id + "\",\"Heartbeat\",{}]",
                                "[6,\"" + id + "\"]")
                        : List.of("", "[3]", "[3,\"" + id + "\",{}]")));
    }

    /** Reconnects with or without closing the old connection. Without, the new connection supersedes it. */
    private void reconnect(Line line, boolean goesFirst) {
        if (goesFirst) {
            line.cut = true;
            line.chargePoint.disconnect();
        }
        connect();
    }
}
