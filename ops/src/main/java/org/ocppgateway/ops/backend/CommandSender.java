package org.ocppgateway.ops.backend;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import redis.clients.jedis.RedisClient;

/** Sends commands to charge points: look the pod up in Redis, produce under its name, consume the result. For one thread. */
public final class CommandSender implements AutoCloseable {
    // A result comes at the latest when the command has expired; this is for its way back.
    private static final Duration WAY_BACK = Duration.ofSeconds(10);
    private static final Duration ACKNOWLEDGEMENT = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(100);

    private final RedisClient redis;
    private final KafkaProducer<String, String> producer;
    private final KafkaConsumer<String, String> results;

    /**
     * @param kafka where Kafka is, host and port
     * @param redis where Redis is, host and port
     */
    public CommandSender(String kafka, String redis) {
        this.redis = RedisClient.create(URI.create("redis://" + redis));
        this.producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka), new StringSerializer(), new StringSerializer());
        this.results = Topics.read(kafka, Topics.RESULTS, false);
    }

    /**
     * Sends a command and blocks for its result.
     *
     * @param data the command's fields
     * @param validity after which the command expires
     * @return the result as found on {@code command-results}
     * @throws IllegalStateException if the charge point is not connected, or no result came
     */
    public String send(String chargePointId, String type, JsonObject data, Duration validity)
            throws InterruptedException {
        String route = redis.get("conn:" + chargePointId);
        if (route == null) {
            throw new IllegalStateException(chargePointId + " is not connected: Redis has no conn:" + chargePointId);
        }
        JsonObject where = JsonParser.parseString(route).getAsJsonObject();
        String commandId = UUID.randomUUID().toString();
        Instant now = Instant.now();
        JsonObject command = new JsonObject();
        command.addProperty("commandId", commandId);
        command.addProperty("chargePointId", chargePointId);
        command.addProperty("type", type);
        command.add("data", data);
        command.addProperty("issuedAt", now.toString());
        command.addProperty("expiresAt", now.plus(validity).toString());
        produce(new ProducerRecord<>(
                Topics.COMMANDS,
                where.get("partition").getAsInt(),
                where.get("pod").getAsString(),
                command.toString()));
        return awaitResult(commandId, now.plus(validity).plus(WAY_BACK));
    }

    private void produce(ProducerRecord<String, String> record) throws InterruptedException {
        try {
            RecordMetadata unused = producer.send(record).get(ACKNOWLEDGEMENT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Kafka did not take the command", e);
        }
    }

    private String awaitResult(String commandId, Instant deadline) {
        while (Instant.now().isBefore(deadline)) {
            for (ConsumerRecord<String, String> record : results.poll(POLL)) {
                if (JsonParser.parseString(record.value())
                        .getAsJsonObject()
                        .get("commandId")
                        .getAsString()
                        .equals(commandId)) {
                    return record.value();
                }
            }
        }
        throw new IllegalStateException("no result of command " + commandId + " on " + Topics.RESULTS);
    }

    @Override
    public void close() {
        producer.close();
        results.close();
        redis.close();
    }
}
