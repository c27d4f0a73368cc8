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

/** Live counters of a fleet. Thread-safe. */
public final class FleetCounters {
    private final Map<FleetCount, LongAdder> counts = new EnumMap<>(FleetCount.class);

    /** Bounded by the number of actions that charge points send, a few dozen. */
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

    /** Decrements a gauge. */
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
     * Records an answered CALL.
     *
     * @param latencyNanos time since sending
     * @param responseNanos time since the CALL was due
     */
    public void callAnswered(Action action, long latencyNanos, long responseNanos) {
        of(action).answered(latencyNanos, responseNanos);
        recent.recordValue(ActionCounters.micros(responseNanos));
    }

    /** Counts a CALLRESULT that breaks a rule of OCPP. It counts as an answer, too. */
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

    /** Records the time from the end of a connection to the next open connection. */
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

    /** Returns the response times since the previous call, in microseconds. */
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
