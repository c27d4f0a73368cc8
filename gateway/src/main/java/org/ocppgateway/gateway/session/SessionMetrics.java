package org.ocppgateway.gateway.session;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.ocppgateway.gateway.session.publish.EventFactory;
import org.ocppgateway.routing.event.PublishException;
import org.ocppgateway.routing.metrics.CounterByWord;
import org.ocppgateway.routing.metrics.Meters;

/** What is counted about sessions. Data points are resolved once. */
final class SessionMetrics {
    private final CounterByWord<Call> calls;
    private final CounterByWord<Frame> frames;
    private final CounterByWord<PublishException.Reason> unpublished;
    private final DistributionDataPoint answerSeconds;
    private final GaugeDataPoint held;
    private final CounterDataPoint heldTooLong;
    private final GaugeDataPoint farewellsWaiting;
    private final CounterDataPoint farewellsGivenUp;
    private final CounterDataPoint uplinkFull;
    private final CounterDataPoint downlinkFull;
    private final CounterDataPoint superseded;

    /** What became of a charge point's CALL or SEND. */
    enum Call {
        /** Answered positively, or taken in as a SEND. */
        ACCEPTED,
        /** Answered with an error, because of what it is. */
        REFUSED,
        /** Answered with SecurityError, or dropped as a SEND, because the charge point is not registered. */
        FORBIDDEN,
        /** Answered with an error, because its event could not be published. */
        FAILED,
        /** Not answered. */
        UNANSWERED,
        /** Came again while the first was in work; answered once. */
        ATTACHED,
        /** Came again after its answer; the stored answer was sent again. */
        REPEATED
    }

    /** Frames that are no CALL taken in. */
    enum Frame {
        MALFORMED,
        DROPPED,
        BROKEN_ANSWER,
        LATE_ANSWER,
        UNKNOWN_ANSWER
    }

    SessionMetrics(PrometheusRegistry registry) {
        Meters meters = Meters.ofGateway(registry);
        calls = meters.counter(
                "uplink_calls", "CALLs and SENDs of charge points by what became of them", "outcome", Call.class);
        frames = meters.counter(
                "odd_frames", "Frames that were malformed, or answers that nothing waited for", "kind", Frame.class);
        unpublished = meters.counter(
                "publish_failures",
                "Attempts to publish an event that failed",
                "reason",
                PublishException.Reason.class);
        answerSeconds = meters.seconds("answer", "From a CALL's reception to its positive answer", new double[] {
                    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
                })
                .labelValues();
        held = meters.level("answers_held", "Messages held up because their events cannot be published");
        heldTooLong = meters.total("held_too_long", "Messages whose connection was closed for an outage");
        farewellsWaiting = meters.level("farewells_waiting", "EventFactory of gone charge points that wait for Kafka");
        farewellsGivenUp =
                meters.total("farewells_given_up", "EventFactory of gone charge points that could not be published");
        uplinkFull = meters.total("uplink_lane_full", "Times that reading stopped because of a full uplink lane");
        downlinkFull = meters.total("downlink_lane_full", "Commands refused because of a full downlink lane");
        superseded = meters.total("sessions_superseded", "Sessions closed because a newer one began");
    }

    void count(Call outcome) {
        calls.count(outcome);
    }

    void count(Frame kind) {
        frames.count(kind);
    }

    void notPublished(PublishException.Reason reason) {
        unpublished.count(reason);
    }

    void answeredAfter(long nanos) {
        answerSeconds.observe(nanos / 1e9);
    }

    void held(int more) {
        held.inc(more);
    }

    void farewellsWaiting(int more) {
        farewellsWaiting.inc(more);
    }

    void farewellGivenUp() {
        farewellsGivenUp.inc();
    }

    void heldTooLong() {
        heldTooLong.inc();
    }

    void uplinkFull() {
        uplinkFull.inc();
    }

    void downlinkFull() {
        downlinkFull.inc();
    }

    void superseded() {
        superseded.inc();
    }
}
