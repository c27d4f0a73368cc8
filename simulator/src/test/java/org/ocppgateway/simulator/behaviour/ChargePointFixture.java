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

/** A charge point without network, its clock and its server in the hand of the test. */
final class ChargePointFixture implements ChargePointTransport {
    static final String BOOT_ACCEPTED =
            "{\"status\":\"Accepted\",\"currentTime\":\"2026-11-21T00:00:00Z\",\"interval\":300}";
    static final String ACCEPTED = "{\"idTagInfo\":{\"status\":\"Accepted\"}}";
    static final String TOKEN_ACCEPTED = "{\"idTokenInfo\":{\"status\":\"Accepted\"}}";
    static final String STARTED = "{\"transactionId\":4711,\"idTagInfo\":{\"status\":\"Accepted\"}}";

    /** A quick driver's day: sessions of about ten minutes, metered every minute. */
    static final BehaviourSettings BUSY =
            BehaviourSettings.DEFAULT.withCharging(new BehaviourSettings.Charging(1, Duration.ofMinutes(10), Duration.ofMinutes(1)));

    static final BehaviourSettings IDLE =
            BehaviourSettings.DEFAULT.withCharging(new BehaviourSettings.Charging(0, Duration.ofMinutes(10), Duration.ofMinutes(1)));

    private static final PayloadReader STRICT = new PayloadReader(Tolerance.STRICT);

    final OcppVersion version;
    final FleetCounters tally = new FleetCounters();
    final StandardChargePoint station;

    /** What it sent and nobody looked at yet. */
    final Deque<Sent> sent = new ArrayDeque<>();

    /** Actions in the order they were sent, over the whole test. */
    final List<String> history = new ArrayList<>();

    long now = EpochNanos.nanos(Instant.parse("2026-11-21T00:00:00Z"));
    int connects;
    int closes;
    private boolean open;
    private long timedOutBefore;
    private String commanded = "";
    private @Nullable Sent unanswered;

    /** Answers given at once to whatever is not expected explicitly. */
    private final Map<String, String> automatic = new HashMap<>();

    /** A frame from the charge point, taken apart. */
    record Sent(int type, String id, String word, JsonObject payload) {}

    ChargePointFixture(BehaviourSettings profile) {
        this(OcppVersion.V1_6, profile);
    }

    ChargePointFixture(OcppVersion version, BehaviourSettings profile) {
        this(version, profile, 42);
    }

    private ChargePointFixture(OcppVersion version, BehaviourSettings profile, long seed) {
        this.version = version;
        Dialect dialect = version == OcppVersion.V1_6 ? new Dialect16() : new Dialect2(version);
        FleetContext kind = new FleetContext(dialect, profile, tally);
        station = new StandardChargePoint(new ChargePointId("CP-1"), kind, this, new SplittableRandom(seed));
    }

    /** Connected and registered, with all that follows answered. */
    static ChargePointFixture running(BehaviourSettings profile) {
        return running(OcppVersion.V1_6, profile);
    }

    static ChargePointFixture running(OcppVersion version, BehaviourSettings profile) {
        return running(new ChargePointFixture(version, profile));
    }

    /** One of many, each with another seed. */
    static ChargePointFixture running(BehaviourSettings profile, long seed) {
        return running(new ChargePointFixture(OcppVersion.V1_6, profile, seed));
    }

    private static ChargePointFixture running(ChargePointFixture bench) {
        bench.answerAlways();
        bench.station.start(bench.now);
        bench.open();
        bench.sent.clear();
        return bench;
    }

    /** From now on every CALL is answered at once, and positively. */
    void answerAlways() {
        automatic.put("BootNotification", BOOT_ACCEPTED);
        automatic.put("Heartbeat", "{\"currentTime\":\"2026-11-21T00:00:00Z\"}");
        automatic.put("Authorize", version == OcppVersion.V1_6 ? ACCEPTED : TOKEN_ACCEPTED);
        automatic.put("TransactionEvent", TOKEN_ACCEPTED);
        automatic.put("StartTransaction", STARTED);
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
            automatic.put(action, "{}");
        }
        answerPending();
    }

    void answerNothing() {
        automatic.clear();
    }

    void answerNo(String action) {
        automatic.remove(action);
    }

    void answerWith(String action, String payload) {
        automatic.put(action, payload);
    }

    @Override
    public void connect() {
        connects++;
    }

    @Override
    public void send(String text) {
        assertFalse(!open, "sent while not connected: " + text);
        JsonArray parts = JsonParser.parseString(text).getAsJsonArray();
        int type = parts.get(0).getAsInt();
        judge(type, parts);
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
            forgetTimedOut();
            assertEquals(null, unanswered, "a second CALL while one is outstanding");
            unanswered = frame;
            history.add(frame.word());
        }
    }

    /** Whatever it sends has to keep the rules of OCPP, to the letter. */
    private void judge(int type, JsonArray parts) {
        if (type > 3) {
            return;
        }
        String action = type == 2 ? parts.get(2).getAsString() : commanded;
        MessageType message = Dictionary.of(version).message(new Action(action));
        assertNotNull(message, action);
        ObjectType expected = type == 2 ? message.request() : message.response();
        assertNotNull(expected, action);
        String payload = parts.get(type == 2 ? 3 : 2).toString();
        assertEquals(List.of(), STRICT.read(expected, payload).violations(), action + " " + payload);
    }

    @Override
    public void drop() {
        throw new AssertionError("a well-behaved charge point does not");
    }

    @Override
    public void stopListening() {
        throw new AssertionError("a well-behaved charge point does not");
    }

    @Override
    public void goSilent() {
        throw new AssertionError("a well-behaved charge point does not");
    }

    @Override
    public void listen() {
        throw new AssertionError("a well-behaved charge point does not stop");
    }

    @Override
    public void close(int code, String reason) {
        closes++;
    }

    void open() {
        open = true;
        station.opened(now);
        answerPending();
    }

    void drop(CloseReason closing) {
        open = false;
        unanswered = null;
        station.closed(closing, now);
    }

    void result(String payload) {
        Sent call = unanswered;
        assertNotNull(call, "no CALL is outstanding");
        unanswered = null;
        station.received("[3,\"" + call.id() + "\"," + payload + "]", now);
        answerPending();
    }

    void error(String code) {
        Sent call = unanswered;
        assertNotNull(call, "no CALL is outstanding");
        unanswered = null;
        station.received("[4,\"" + call.id() + "\",\"" + code + "\",\"\",{}]", now);
        answerPending();
    }

    /** Sends a command and returns the answer. */
    Sent command(String action, String payload) {
        sent.clear();
        giveCommand(action, payload);
        Sent answer = sent.removeFirst();
        assertEquals("c", answer.id());
        answerPending();
        return answer;
    }

    /** Sends a command, whether it is answered at once or not. */
    void giveCommand(String action, String payload) {
        commanded = action;
        station.received("[2,\"c\",\"" + action + "\"," + payload + "]", now);
    }

    String commandStatus(String action, String payload) {
        return command(action, payload).payload().get("status").getAsString();
    }

    /** The next CALL it sent, which has to be this one. */
    JsonObject expect(String action) {
        Sent next = sent.poll();
        assertNotNull(next, action + " was not sent");
        assertEquals(action, next.word());
        return next.payload();
    }

    void expectNothing() {
        assertEquals(List.of(), List.copyOf(sent));
    }

    /** Lets time pass, waking the charge point whenever it wants. */
    void pass(Duration duration) {
        long end = now + duration.toNanos();
        while (station.wakeAt() <= end) {
            now = Math.max(now, station.wakeAt());
            wake();
        }
        now = end;
    }

    /** Lets time pass until the charge point has sent this action. */
    JsonObject passUntil(String action) {
        for (int wakings = 0; wakings < 1_000; wakings++) {
            for (Sent frame = sent.poll(); frame != null; frame = sent.poll()) {
                if (frame.word().equals(action)) {
                    return frame.payload();
                }
            }
            now = Math.max(now, station.wakeAt());
            wake();
        }
        throw new AssertionError(action + " was not sent");
    }

    /** Lets time pass until it has reported this status. */
    String passUntilStatus(String status) {
        String reported = "";
        while (!reported.equals(status)) {
            reported = passUntil("StatusNotification").get("status").getAsString();
        }
        return reported;
    }

    long count(FleetCount count) {
        return tally.count(count);
    }

    private void wake() {
        station.wake(now);
        forgetTimedOut();
        answerPending();
    }

    /** A CALL that timed out is not outstanding any more. */
    private void forgetTimedOut() {
        if (unanswered == null) {
            return;
        }
        long timedOut = tally.snapshot().actions().values().stream()
                .mapToLong(ActionStats::unanswered)
                .sum();
        if (timedOut > timedOutBefore) {
            timedOutBefore = timedOut;
            unanswered = null;
        }
    }

    private void answerPending() {
        while (unanswered != null && automatic.containsKey(unanswered.word()) && open) {
            Sent call = unanswered;
            unanswered = null;
            station.received("[3,\"" + call.id() + "\"," + automatic.get(call.word()) + "]", now);
        }
    }
}
