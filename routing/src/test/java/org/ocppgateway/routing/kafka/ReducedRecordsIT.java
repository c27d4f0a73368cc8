package org.ocppgateway.routing.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.Dependency;

/** Records beyond the topic's maximum size are written with reduced content. */
class ReducedRecordsIT {
    private static final ChargePointId CHARGE_POINT = new ChargePointId("CP-1");
    /** A JSON string that makes every record too large. */
    private static final String LARGE = '"' + "x".repeat(3 * 1024 * 1024) + '"';

    private KafkaSettings settings;
    private DurableProducer producer;

    @BeforeEach
    void open() throws Exception {
        settings = Records.freshTopics(TestBroker.shared().bootstrapServers());
        Topics.prepare(settings);
        producer = DurableProducer.open(settings, new PrometheusRegistry());
    }

    @AfterEach
    void close() {
        producer.close(Duration.ofSeconds(5));
    }

    private JsonObject written(KafkaSettings.Topic topic) throws Exception {
        return JsonParser.parseString(
                        Records.await(settings, topic, 1).getFirst().value())
                .getAsJsonObject();
    }

    private JsonObject publishResult(String fields) throws Exception {
        String result = "{\"commandId\":\"c1\",\"outcome\":\"completed\",\"status\":\"Accepted\"," + fields + "}";
        new KafkaResultPublisher(settings, producer).publish(CHARGE_POINT, result, null);
        return written(settings.topics().results());
    }

    @Test
    void aResultWithATooLargePayloadKeepsItsOutcomeAndItsData() throws Exception {
        JsonObject result = publishResult("\"data\":{\"version\":7},\"payload\":{\"listVersion\":" + LARGE + "}");

        assertEquals("completed", result.get("outcome").getAsString());
        assertEquals("Accepted", result.get("status").getAsString());
        assertEquals(7, result.getAsJsonObject("data").get("version").getAsInt());
        assertTrue(result.get("payloadDropped").getAsBoolean());
        assertFalse(result.has("payload"));
    }

    @Test
    void aResultWithTooLargeDataKeepsItsOutcome() throws Exception {
        JsonObject result = publishResult("\"data\":" + LARGE + ",\"payload\":" + LARGE + ",\"error\":" + LARGE);

        assertEquals("completed", result.get("outcome").getAsString());
        assertTrue(result.get("payloadDropped").getAsBoolean());
        assertFalse(result.has("data") || result.has("payload") || result.has("error"), "only the content that fits");
    }

    @Test
    void anEventKeepsItsIdAndItsUnifiedFields() throws Exception {
        EventPartitions partitions = new EventPartitions(
                producer.partitionsOf(settings.topics().events()),
                new Dependency("kafka", Clock.systemUTC()),
                System::nanoTime,
                new PrometheusRegistry());
        String event =
                "{\"id\":\"e1\",\"data\":{\"transactionId\":\"7\",\"ocpp\":{\"action\":\"StopTransaction\",\"payload\":"
                        + LARGE + "}}}";
        new KafkaEventPublisher(settings, producer, partitions).publish(CHARGE_POINT, event.getBytes(UTF_8));

        JsonObject written = written(settings.topics().events());
        JsonObject data = written.getAsJsonObject("data");
        assertEquals("e1", written.get("id").getAsString());
        assertEquals("7", data.get("transactionId").getAsString());
        assertTrue(data.get("payloadDropped").getAsBoolean());
        assertTrue(data.getAsJsonObject("ocpp").get("payload").isJsonNull());
    }
}
