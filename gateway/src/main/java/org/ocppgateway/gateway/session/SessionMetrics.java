package org.ocppgateway.gateway.session;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.ocppgateway.gateway.metrics.GatewayMetric;
import org.ocppgateway.routing.metrics.EnumCounter;
import org.ocppgateway.routing.metrics.Meters;

/** Metrics of sessions. Data points are resolved once. Thread-safe. */
final class SessionMetrics {
    private final Counter leaves;
    private final EnumCounter<Call> calls;
    private final EnumCounter<Frame> frames;
    private final DistributionDataPoint answerSeconds;
    private final DistributionDataPoint callSeconds;
    private final CounterDataPoint uplinkFull;
    private final CounterDataPoint downlinkFull;
    private final CounterDataPoint superseded;
    private final CounterDataPoint connectorsDropped;

    /** Outcome of a CALL or SEND of a charge point. */
    enum Call {
        /** Answered with CALLRESULT, or accepted as a SEND. */
        ACCEPTED,
        /** Answered with an error because of its content. */
        REFUSED,
        /** Answered with SecurityError, or dropped as a SEND, because of the registration status. */
        FORBIDDEN,
        /** Answered with an error because its event could not be published. */
        FAILED,
        /** Not answered. */
        UNANSWERED,
        /** Repeated while the first was being processed; answered once. */
        ATTACHED,
        /** Repeated after its answer; the stored answer was sent again. */
        REPEATED
    }

    /** Frames that are not processed as a CALL. */
    enum Frame {
        MALFORMED,
        DROPPED,
        BROKEN_ANSWER,
        LATE_ANSWER,
        UNKNOWN_ANSWER
    }

    /** Outcome of a session that leaves. */
    enum Leave {
        /** All outstanding CALLs have ended. */
        COMPLETED,
        /** The time limit was reached. */
        TIMEOUT
    }

    SessionMetrics(PrometheusRegistry registry) {
        Meters meters = new Meters(registry);
        leaves = meters.labelledCounter(GatewayMetric.SESSION_LEAVES);
        calls = meters.counter(GatewayMetric.UPLINK_CALLS, Call.class);
        frames = meters.counter(GatewayMetric.UPLINK_INVALID_FRAMES, Frame.class);
        answerSeconds = meters.durations(GatewayMetric.UPLINK_ANSWER_DURATION_SECONDS, 0.001, 10)
                .labelValues();
        callSeconds = meters.durations(GatewayMetric.DOWNLINK_CALL_DURATION_SECONDS, 0.05, 30)
                .labelValues();
        uplinkFull = meters.counter(GatewayMetric.UPLINK_QUEUE_FULL);
        downlinkFull = meters.counter(GatewayMetric.DOWNLINK_QUEUE_FULL);
        connectorsDropped = meters.counter(GatewayMetric.SESSION_CONNECTORS_DROPPED);
        superseded = meters.counter(GatewayMetric.SESSIONS_SUPERSEDED);
    }

    void count(Call outcome) {
        calls.count(outcome);
    }

    void left(LeaveReason reason, Leave outcome) {
        leaves.labelValues(EnumCounter.label(outcome), reason.label()).inc();
    }

    void count(Frame kind) {
        frames.count(kind);
    }

    void answeredAfter(long nanos) {
        answerSeconds.observe(nanos / 1e9);
    }

    void callAnsweredAfter(long nanos) {
        callSeconds.observe(nanos / 1e9);
    }

    void uplinkFull() {
        uplinkFull.inc();
    }

    void downlinkFull() {
        downlinkFull.inc();
    }

    void connectorsDropped(int count) {
        if (count > 0) {
            connectorsDropped.inc(count);
        }
    }

    void superseded() {
        superseded.inc();
    }
}
