package org.ocppgateway.gateway.session;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.ocppgateway.routing.event.PublishException;

/** What is counted about sessions. Data points are resolved once. */
final class SessionMetrics {
    private final Map<Call, CounterDataPoint> calls = new EnumMap<>(Call.class);
    private final Map<Frame, CounterDataPoint> frames = new EnumMap<>(Frame.class);
    private final Map<PublishException.Reason, CounterDataPoint> unpublished =
            new EnumMap<>(PublishException.Reason.class);
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
        Counter callCounter = Counter.builder()
                .name("ocpp_gateway_uplink_calls_total")
                .help("CALLs and SENDs of charge points by what became of them")
                .labelNames("outcome")
                .register(registry);
        for (Call call : Call.values()) {
            calls.put(call, callCounter.labelValues(label(call)));
        }
        Counter frameCounter = Counter.builder()
                .name("ocpp_gateway_odd_frames_total")
                .help("Frames that were malformed, or answers that nothing waited for")
                .labelNames("kind")
                .register(registry);
        for (Frame frame : Frame.values()) {
            frames.put(frame, frameCounter.labelValues(label(frame)));
        }
        Counter unpublishedCounter = Counter.builder()
                .name("ocpp_gateway_publish_failures_total")
                .help("Attempts to publish an event that failed")
                .labelNames("reason")
                .register(registry);
        for (PublishException.Reason reason : PublishException.Reason.values()) {
            unpublished.put(reason, unpublishedCounter.labelValues(label(reason)));
        }
        answerSeconds = Histogram.builder()
                .name("ocpp_gateway_answer_seconds")
                .help("From a CALL's reception to its positive answer")
                .classicOnly()
                .classicUpperBounds(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
                .register(registry)
                .labelValues();
        held = gauge(registry, "answers_held", "Messages held up because their events cannot be published");
        heldTooLong = counter(registry, "held_too_long", "Messages whose connection was closed for an outage");
        farewellsWaiting = gauge(registry, "farewells_waiting", "Events of gone charge points that wait for Kafka");
        farewellsGivenUp =
                counter(registry, "farewells_given_up", "Events of gone charge points that could not be published");
        uplinkFull = counter(registry, "uplink_lane_full", "Times that reading stopped because of a full uplink lane");
        downlinkFull = counter(registry, "downlink_lane_full", "Commands refused because of a full downlink lane");
        superseded = counter(registry, "sessions_superseded", "Sessions closed because a newer one began");
    }

    private static CounterDataPoint counter(PrometheusRegistry registry, String name, String help) {
        return Counter.builder()
                .name("ocpp_gateway_" + name + "_total")
                .help(help)
                .register(registry)
                .labelValues();
    }

    private static GaugeDataPoint gauge(PrometheusRegistry registry, String name, String help) {
        return Gauge.builder()
                .name("ocpp_gateway_" + name)
                .help(help)
                .register(registry)
                .labelValues();
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    void count(Call outcome) {
        point(calls, outcome).inc();
    }

    void count(Frame kind) {
        point(frames, kind).inc();
    }

    void notPublished(PublishException.Reason reason) {
        point(unpublished, reason).inc();
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

    private static <K extends Enum<K>> CounterDataPoint point(Map<K, CounterDataPoint> points, K key) {
        CounterDataPoint point = points.get(key);
        if (point == null) {
            throw new AssertionError("every value has its counter: " + key);
        }
        return point;
    }
}
