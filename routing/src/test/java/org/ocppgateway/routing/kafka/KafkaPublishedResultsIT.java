package org.ocppgateway.routing.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.ChargePointId;

class KafkaPublishedResultsIT {
    private KafkaSettings settings;
    private DurableProducer producer;
    private KafkaPublishedResults publishedResults;

    @BeforeEach
    void open() throws Exception {
        settings = Records.freshTopics(TestBroker.shared().bootstrapServers());
        Topics.prepare(settings);
        producer = DurableProducer.open(settings, new PrometheusRegistry());
        publishedResults = new KafkaPublishedResults(settings);
    }

    @AfterEach
    void close() throws Exception {
        publishedResults.close();
        producer.close(Duration.ofSeconds(5));
    }

    @Test
    void aPublishedResultIsFoundByItsCommandId() throws Exception {
        KafkaResultPublisher publisher = new KafkaResultPublisher(settings, producer);
        Instant begun = Instant.now();
        for (int i = 0; i < 30; i++) {
            ChargePointId chargePointId = new ChargePointId("CP-" + i % 5);
            publisher.publish(chargePointId, "{\"commandId\":\"c" + i + "\",\"outcome\":\"completed\"}", null);
        }

        for (int i = 0; i < 30; i++) {
            assertEquals(
                    Optional.of("{\"commandId\":\"c" + i + "\",\"outcome\":\"completed\"}"),
                    publishedResults.find(new ChargePointId("CP-" + i % 5), "c" + i, begun));
        }
        assertEquals(Optional.empty(), publishedResults.find(new ChargePointId("CP-1"), "c", begun));
        assertEquals(Optional.empty(), publishedResults.find(new ChargePointId("CP-1"), "c1", begun.plusSeconds(3600)));
    }
}
