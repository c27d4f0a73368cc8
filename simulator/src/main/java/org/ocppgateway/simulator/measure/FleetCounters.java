package org.ocppgateway.simulator.measure;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.ocppgateway.protocol.Action;

/** The running counts of a fleet. Any thread may write and read. */
public final class FleetCounters {
    private final Map<FleetCount, LongAdder> counts = new EnumMap<>(FleetCount.class);

    /** Bounded by the actions that charge points send, a few dozen. */
    private final Map<Action, ActionCounters> actions = new ConcurrentHashMap<>();

    private final LabelCounter failures = new LabelCounter();
    private final LabelCounter closings = new LabelCounter();
    private final ConcurrentHistogram reconnects =
            new ConcurrentHistogram(ActionCounters.MAX_MICROS, ActionCounters.SIGNIFICANT_DIGITS);
    private final Recorder recent = new Recorder(ActionCounters.MAX_MICROS, ActionCounters.SIGNIFICANT_DIGITS);

    public FleetCounters() {
        for (FleetCount count : FleetCount.values()) {
            counts.put(count, new LongAdder());
        }
    }

    public void add(FleetCount count) {
        adder(count).increment();
    }

    /** For the counts that go up and down. */
    public void subtract(FleetCount count) {
        adder(count).decrement();
    }

    public long count(FleetCount count) {
        return adder(count).sum();
    }

    public void callSent(Action action) {
        of(action).sent.increment();
    }

    /**
     * A CALL was answered.
     *
     * @param latencyNanos since it was sent
     * @param responseNanos since it was due to be sent
     */
    public void callAnswered(Action action, long latencyNanos, long responseNanos) {
        of(action).answered(latencyNanos, responseNanos);
        recent.recordValue(ActionCounters.micros(responseNanos));
    }

    /** An answer that counts, but breaks a rule of OCPP. */
    public void answerInvalid(Action action, String problem) {
        add(FleetCount.INVALID_ANSWERS);
        failures.add(action + ": invalid answer, " + problem);
    }

    public void callRefused(Action action, String code) {
        of(action).refused.increment();
        failures.add(action + ": " + code);
    }

    public void callUnanswered(Action action) {
        of(action).unanswered.increment();
        failures.add(action + ": no answer in time");
    }

    public void callLost(Action action) {
        of(action).lost.increment();
        failures.add(action + ": connection lost before the answer");
    }

    /** A charge point is back so long after its connection ended. */
    public void reconnected(long nanos) {
        reconnects.recordValue(ActionCounters.micros(nanos));
    }

    public void connectionEnded(String reason) {
        closings.add(reason);
    }

    public FleetStats snapshot() {
        Map<FleetCount, Long> countsNow = new EnumMap<>(FleetCount.class);
        counts.forEach((count, value) -> countsNow.put(count, value.sum()));
        Map<Action, ActionStats> actionsNow = new TreeMap<>(Comparator.comparing(Action::name));
        actions.forEach((action, counters) -> actionsNow.put(action, counters.snapshot()));
        return new FleetStats(countsNow, actionsNow, failures.snapshot(), closings.snapshot(), reconnects.copy());
    }

    /** Response times of the CALLs answered since this was last asked, in microseconds. */
    public Histogram recentResponseTimes() {
        return recent.getIntervalHistogram();
    }

    private ActionCounters of(Action action) {
        return actions.computeIfAbsent(action, any -> new ActionCounters());
    }

    private LongAdder adder(FleetCount count) {
        LongAdder adder = counts.get(count);
        if (adder == null) {
            throw new IllegalStateException("every count has an adder: " + count);
        }
        return adder;
    }
}
