package org.ocppgateway.ops.e2e;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.ocppgateway.protocol.contract.ContractSchemas;
import redis.clients.jedis.RedisClient;

/** A backend that knows the contracts and nothing of our code: a plain producer, a plain consumer, and Redis GET. */
final class PlainBackend implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String EVENTS = "ocpp-events-up";
    private static final String COMMANDS = "commands-down";
    private static final String RESULTS = "command-results";

    private record Found(String topic, JsonObject value) {}

    private final RedisClient redis;
    private final KafkaProducer<String, String> producer;
    private final KafkaConsumer<String, String> consumer;
    private final List<Found> records = new ArrayList<>();

    PlainBackend(String kafka, String redisAddress) {
        redis = RedisClient.create(URI.create("redis://" + redisAddress));
        producer =
                new KafkaProducer<>(Map.of("bootstrap.servers", kafka), new StringSerializer(), new StringSerializer());
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka), new StringDeserializer(), new StringDeserializer());
        List<TopicPartition> partitions = Stream.of(EVENTS, RESULTS)
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Blocks until an event of this type from this charge point is on the topic, and returns its data. */
    JsonObject awaitEvent(String chargePointId, String type) {
        return awaitEvent(chargePointId, type, data -> true);
    }

    /** The same for one whose data are as wanted. */
    JsonObject awaitEvent(String chargePointId, String type, Predicate<JsonObject> wanted) {
        return await(
                        EVENTS,
                        event -> event.get("subject").getAsString().equals(chargePointId)
                                && event.get("type").getAsString().equals(type)
                                && wanted.test(event.getAsJsonObject("data")))
                .getAsJsonObject("data");
    }

    /** Blocks until the result of this command is on the topic. */
    JsonObject awaitResult(String commandId) {
        return await(RESULTS, result -> result.get("commandId").getAsString().equals(commandId));
    }

    /** Produces a command under the name of the pod that Redis has for the charge point. */
    void send(String chargePointId, String command) throws InterruptedException {
        ContractSchemas.assertCommand(command);
        String pod = JsonParser.parseString(redis.get("conn:" + chargePointId))
                .getAsJsonObject()
                .get("pod")
                .getAsString();
        produce(pod, command);
    }

    /** Produces the reply to an event that asks for one, under the name of the pod that asks. */
    void reply(JsonObject asked, String payload) throws InterruptedException {
        JsonObject request = asked.getAsJsonObject("reply");
        produce(
                request.get("pod").getAsString(),
                "{\"type\":\"reply\",\"requestId\":" + request.get("requestId") + ",\"payload\":" + payload + "}");
    }

    private void produce(String pod, String value) throws InterruptedException {
        try {
            RecordMetadata unused =
                    producer.send(new ProducerRecord<>(COMMANDS, pod, value)).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the record was not taken", e);
        }
    }

    private JsonObject await(String topic, Predicate<JsonObject> wanted) {
        Predicate<Found> matches = found -> found.topic().equals(topic) && wanted.test(found.value());
        Awaitility.await(topic).atMost(PATIENCE).until(() -> {
            consumer.poll(Duration.ofMillis(100)).forEach(record -> records.add(found(record.topic(), record.value())));
            return records.stream().anyMatch(matches);
        });
        return records.stream().filter(matches).findFirst().orElseThrow().value();
    }

    private static Found found(String topic, String value) {
        if (topic.equals(EVENTS)) {
            ContractSchemas.assertEvent(value);
        } else {
            ContractSchemas.assertResult(value);
        }
        return new Found(topic, JsonParser.parseString(value).getAsJsonObject());
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
        redis.close();
    }
}
