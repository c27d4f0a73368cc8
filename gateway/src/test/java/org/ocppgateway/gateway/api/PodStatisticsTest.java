package org.ocppgateway.gateway.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.JsonObject;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ocppgateway.gateway.metrics.GatewayMetric;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.metrics.Meters;

class PodStatisticsTest {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Meters meters = new Meters(registry);
    private final CounterDataPoint received = meters.counter(GatewayMetric.CONNECTION_MESSAGES_RECEIVED);
    private final Histogram answers = meters.histogram(GatewayMetric.UPLINK_ANSWER_DURATION_SECONDS, 0.1, 0.2, 1);
    private Instant now = Instant.parse("2026-11-29T12:00:00Z");
    private final PodStatistics statistics = new PodStatistics(new PodId("gateway-0"), registry, () -> now);

    private void sampleAfterTenSeconds() {
        now = now.plusSeconds(10);
        statistics.sample();
    }

    private List<JsonObject> points(int minutes) {
        return statistics.answer(Map.of("minutes", Integer.toString(minutes))).getAsJsonArray("items").asList().stream()
                .map(item -> item.getAsJsonObject())
                .toList();
    }

    @Test
    void aPointHasTheChangesPerSecondSinceThePointBefore() {
        meters.gauge(GatewayMetric.CONNECTIONS_OPEN, () -> 7);
        received.inc(500);
        sampleAfterTenSeconds();
        received.inc(25);
        sampleAfterTenSeconds();
        JsonObject first = points(60).getFirst();
        JsonObject second = points(60).getLast();
        assertEquals(0, first.get("messagesReceivedPerSecond").getAsDouble(), "there is no point before");
        assertEquals(2.5, second.get("messagesReceivedPerSecond").getAsDouble());
        assertEquals(7, second.get("connections").getAsDouble());
        assertEquals("gateway-0", second.get("pod").getAsString());
    }

    @Test
    void thePercentileIsThatOfTheLastInterval() {
        answers.observe(0.9);
        sampleAfterTenSeconds();
        sampleAfterTenSeconds();
        for (int i = 0; i < 100; i++) {
            answers.observe(0.15);
        }
        sampleAfterTenSeconds();
        assertFalse(points(60).get(1).has("answerP99Millis"), "no answer");
        assertEquals(199, points(60).get(2).get("answerP99Millis").getAsDouble(), 0.001);
    }

    @Test
    void pointsOfAnHourAreKept() {
        for (int i = 0; i < 400; i++) {
            sampleAfterTenSeconds();
        }
        assertEquals(360, points(60).size());
        assertEquals(6, points(1).size());
    }
}
