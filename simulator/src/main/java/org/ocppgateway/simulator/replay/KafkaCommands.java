package org.ocppgateway.simulator.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.json.JsonBuilder;

/**
 * Issues recorded CALLs of the gateway as commands {@code ocpp.call} on {@code commands-down}. The key is the name of a pod; a pod that
 * does not have the charge point forwards the command. Thread-safe.
 */
final class KafkaCommands implements CommandRepeater {
    private static final String TOPIC = "commands-down";
    private static final Duration EXPIRY = Duration.ofSeconds(30);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final Producer<byte[], byte[]> producer;
    private final @Nullable String pod;

    /** @param pod name of a pod of the gateway; null for the one in the recording */
    KafkaCommands(String bootstrapServers, @Nullable String pod) {
        this.pod = pod;
        this.producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers, ProducerConfig.ACKS_CONFIG, "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @Override
    public boolean issue(String recordedPod, ChargePointId id, String action, String payload) {
        Instant now = Instant.now();
        String command = new JsonBuilder()
                .beginObject()
                .field("commandId", UUID.randomUUID().toString())
                .field("chargePointId", id.value())
                .field("type", "ocpp.call")
                .beginObject("data")
                .field("action", action)
                .raw("payload", payload)
                .endObject()
                .field("issuedAt", now)
                .field("expiresAt", now.plus(EXPIRY))
                .endObject()
                .toString();
        String key = pod == null ? recordedPod : pod;
        var unused = producer.send(new ProducerRecord<>(TOPIC, key.getBytes(UTF_8), command.getBytes(UTF_8)));
        return true;
    }

    /** Waits until the commands are acknowledged, for a bounded time. */
    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }
}
