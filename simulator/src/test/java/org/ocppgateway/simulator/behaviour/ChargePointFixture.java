package org.ocppgateway.simulator.behaviour;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.dictionary.Dictionary;
import org.ocppgateway.protocol.dictionary.MessageType;
import org.ocppgateway.protocol.dictionary.ObjectType;
import org.ocppgateway.protocol.dictionary.PayloadReader;
import org.ocppgateway.protocol.dictionary.Tolerance;
import org.ocppgateway.simulator.behaviour.v16.Dialect16;
import org.ocppgateway.simulator.behaviour.v2.Dialect2;
import org.ocppgateway.simulator.measure.ActionStats;
import org.ocppgateway.simulator.measure.FleetCount;
import org.ocppgateway.simulator.measure.FleetCounters;
import org.ocppgateway.simulator.net.CloseReason;

/** A charge point without network. The test controls the clock and acts as the server. */
final class ChargePointFixture implements ChargePointTransport {
    static final String BOOT_ACCEPTED =
            "{\"status\":\"Accepted\",\"currentTime\":\"2026-11-21T00:00:00Z\",\"interval\":300}";
    static final String ACCEPTED = "{\"idTagInfo\":{\"status\":\"Accepted\"}}";
    static final String TOKEN_ACCEPTED = "{\"idTokenInfo\":{\"status\":\"Accepted\"}}";
    static final String STARTED = "{\"transactionId\":4711,\"idTagInfo\":{\"status\":\"Accepted\"}}";

    /** Back-to-back sessions of about ten minutes with a meter value every minute. */
    static final BehaviourSettings BUSY = BehaviourSettings.DEFAULT.withCharging(
            new BehaviourSettings.Charging(1, Duration.ofMinutes(10), Duration.ofMinutes(1)));

    static final BehaviourSettings IDLE = BehaviourSettings.DEFAULT.withCharging(
            new BehaviourSettings.Charging(0, Duration.ofMinutes(10), Duration.ofMinutes(1)));

    private static final PayloadReader STRICT_READER = new PayloadReader(Tolerance.STRICT);

    final OcppVersion version;
    final FleetCounters counters = new FleetCounters();
    final StandardChargePoint chargePoint;

    /** Sent frames that the test has not checked yet. */
    final Deque<Sent> sent = new ArrayDeque<>();

    /** All sent actions in order. */
    final List<String> history = new ArrayList<>();

    long now = EpochNanos.of(Instant.parse("2026-11-21T00:00:00Z"));
    int connects;
    int closes;
    private boolean open;
    private long timedOutBefore;
    private String lastCommand = "";
    private @Nullable Sent outstanding;

    /** Responses that are sent immediately, by action. */
    private final Map<String, String> automaticResponses = new HashMap<>();

    /** A parsed frame of the charge point. */
    record Sent(int type, String id, String action, JsonObject payload) {}

    ChargePointFixture(BehaviourSettings behaviour) {
        this(OcppVersion.V1_6, behaviour);
    }

    ChargePointFixture(OcppVersion version, BehaviourSettings behaviour) {
        this(version, behaviour, 42);
    }

    private ChargePointFixture(OcppVersion version, BehaviourSettings behaviour, long seed) {
        this.version = version;
        Dialect dialect = version == OcppVersion.V1_6 ? new Dialect16() : new Dialect2(version);
        FleetContext context = new FleetContext(dialect, behaviour, counters);
        chargePoint = new StandardChargePoint(new ChargePointId("CP-1"), context, this, new SplittableRandom(seed));
    }

    /** Creates a connected and registered charge point whose CALLs are all answered. */
    static ChargePointFixture running(BehaviourSettings behaviour) {
        return running(OcppVersion.V1_6, behaviour);
    }

    static ChargePointFixture running(OcppVersion version, BehaviourSettings behaviour) {
        return running(new ChargePointFixture(version, behaviour));
    }

    /** Creates a charge point with its own seed. */
    static ChargePointFixture running(BehaviourSettings behaviour, long seed) {
        return running(new ChargePointFixture(OcppVersion.V1_6, behaviour, seed));
    }

    private static ChargePointFixture running(ChargePointFixture fixture) {
        fixture.answerAllCalls();
        fixture.chargePoint.start(fixture.now);
        fixture.open();
        fixture.sent.clear();
        return fixture;
    }

    /** Answers every CALL immediately and positively from now on. */
    void answerAllCalls() {
        automaticResponses.put("BootNotification", BOOT_ACCEPTED);
        automaticResponses.put("Heartbeat", "{\"currentTime\":\"2026-11-21T00:00:00Z\"}");
        automaticResponses.put("Authorize", version == OcppVersion.V1_6 ? ACCEPTED : TOKEN_ACCEPTED);
        automaticResponses.put("TransactionEvent", TOKEN_ACCEPTED);
        automaticResponses.put("StartTransaction", STARTED);
        for (String action : List.of(
                "Heartbeat",
                "StatusNotification",
                "MeterValues",
                "StopTransaction",
                "LogStatusNotification",
                "NotifyReport",
                "NotifyCustomerInformation",
                "FirmwareStatusNotification",
                "DiagnosticsStatusNotification")) {
            automaticResponses.put(action, "{}");
        }
        answerPending();
    }

    void stopAnsweringAll() {
        automaticResponses.clear();
    }

    void stopAnswering(String action) {
        automaticResponses.remove(action);
    }

    void answerWith(String action, String payload) {
        automaticResponses.put(action, payload);
    }

    @Override
    public void connect() {
        connects++;
    }

    @Override
    public void send(String text) {
        assertFalse(!open, "sent without an open connection: " + text);
        JsonArray parts = JsonParser.parseString(text).getAsJsonArray();
        int type = parts.get(0).getAsInt();
        assertValid(type, parts);
        Sent frame = switch (type) {
            case 2 ->
                new Sent(
                        2,
                        parts.get(1).getAsString(),
                        parts.get(2).getAsString(),
                        parts.get(3).getAsJsonObject());
            case 3 -> new Sent(3, parts.get(1).getAsString(), "", parts.get(2).getAsJsonObject());
            default -> new Sent(type, parts.get(1).getAsString(), parts.get(2).getAsString(), new JsonObject());
        };
        sent.add(frame);
        if (type == 2) {
            clearTimedOutCall();
            assertEquals(null, outstanding, "a second CALL while one is outstanding");
            outstanding = frame;
            history.add(frame.action());
        }
    }

    /** Validates every sent frame strictly against the OCPP schema. */
    private void assertValid(int type, JsonArray parts) {
        if (type > 3) {
            return;
        }
        String action = type == 2 ? parts.get(2).getAsString() : lastCommand;
        MessageType message = Dictionary.of(version).message(new Action(action));
        assertNotNull(message, action);
        ObjectType expected = type == 2 ? message.request() : message.response();
        assertNotNull(expected, action);
        String payload = parts.get(type == 2 ? 3 : 2).toString();
        assertEquals(List.of(), STRICT_READER.read(expected, payload).violations(), action + " " + payload);
    }

    @Override
    public void drop() {
        throw new AssertionError("a standard charge point never does this");
    }

    @Override
    public void stopReading() {
        throw new AssertionError("a standard charge point never does this");
    }

    @Override
    public void stopTraffic() {
        throw new AssertionError("a standard charge point never does this");
    }

    @Override
    public void resume() {
        throw new AssertionError("a standard charge point never stops reading");
    }

    @Override
    public void close(int code, String reason) {
        closes++;
    }

    void open() {
        open = true;
        chargePoint.onOpen(now);
        answerPending();
    }

    void drop(CloseReason closeReason) {
        open = false;
        outstanding = null;
        chargePoint.onClose(closeReason, now);
    }

    void result(String payload) {
        Sent call = outstanding;
        assertNotNull(call, "no CALL is outstanding");
        outstanding = null;
        chargePoint.onMessage("[3,\"" + call.id() + "\"," + payload + "]", now);
        answerPending();
    }

    void error(String code) {
        Sent call = outstanding;
        assertNotNull(call, "no CALL is outstanding");
        outstanding = null;
        chargePoint.onMessage("[4,\"" + call.id() + "\",\"" + code + "\",\"\",{}]", now);
        answerPending();
    }

    /** Sends a command and returns the response. */
    Sent command(String action, String payload) {
        sent.clear();
        sendCommand(action, payload);
        Sent answer = sent.removeFirst();
        assertEquals("c", answer.id());
        answerPending();
        return answer;
    }

    /** Sends a command without waiting for a response. */
    void sendCommand(String action, String payload) {
        lastCommand = action;
        chargePoint.onMessage("[2,\"c\",\"" + action + "\"," + payload + "]", now);
    }

    String commandStatus(String action, String payload) {
        return command(action, payload).payload().get("status").getAsString();
    }

    /** Returns the payload of the next sent CALL, which must have this action. */
    JsonObject expectCall(String action) {
        Sent next = sent.poll();
        assertNotNull(next, action + " was not sent");
        assertEquals(action, next.action());
        return next.payload();
    }

    void expectNothing() {
        assertEquals(List.of(), List.copyOf(sent));
    }

    /** Advances the clock and runs all timers that become due. */
    void advance(Duration duration) {
        long end = now + duration.toNanos();
        while (chargePoint.nextTimerAt() <= end) {
            now = Math.max(now, chargePoint.nextTimerAt());
            fireTimers();
        }
        now = end;
    }

    /** Advances the clock until the charge point sends this action. */
    JsonObject advanceUntil(String action) {
        for (int timerRuns = 0; timerRuns < 1_000; timerRuns++) {
            for (Sent frame = sent.poll(); frame != null; frame = sent.poll()) {
                if (frame.action().equals(action)) {
                    return frame.payload();
                }
            }
            now = Math.max(now, chargePoint.nextTimerAt());
            fireTimers();
        }
        throw new AssertionError(action + " was not sent");
    }

    /** Advances the clock until the charge point reports this status. */
    String advanceUntilStatus(String status) {
        String reported = "";
        while (!reported.equals(status)) {
            reported = advanceUntil("StatusNotification").get("status").getAsString();
        }
        return reported;
    }

    long count(FleetCount count) {
        return counters.count(count);
    }

    private void fireTimers() {
        chargePoint.onTimer(now);
        clearTimedOutCall();
        answerPending();
    }

    /** A CALL that timed out is no longer outstanding. */
    private void clearTimedOutCall() {
        if (outstanding == null) {
            return;
        }
        long timedOut = counters.snapshot().actions().values().stream()
                .mapToLong(ActionStats::unanswered)
                .sum();
        if (timedOut > timedOutBefore) {
            timedOutBefore = timedOut;
            outstanding = null;
        }
    }

    private void answerPending() {
        while (outstanding != null && automaticResponses.containsKey(outstanding.action()) && open) {
            Sent call = outstanding;
            outstanding = null;
            chargePoint.onMessage("[3,\"" + call.id() + "\"," + automaticResponses.get(call.action()) + "]", now);
        }
    }
}
