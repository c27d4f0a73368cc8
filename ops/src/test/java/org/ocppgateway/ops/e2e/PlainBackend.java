package org.ocppgateway.ops.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.contract.ContractSchemas;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;

/** A backend that uses the contracts and no code of the project: a plain producer, a plain consumer, and Redis GET. */
public final class PlainBackend implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final String EVENTS = "ocpp-events-up";
    private static final String COMMANDS = "commands-down";
    private static final String RESULTS = "command-results";
    private static final String DEAD_LETTERS = "commands-dead-letter";
    private static final String TRACE_PARENT = "traceparent";

    private record Found(
            String topic, JsonObject value, @Nullable String traceParent) {}

    private final RedisClient redis;
    private final KafkaProducer<String, String> producer;
    private final KafkaConsumer<String, String> consumer;
    private final List<Found> records = new ArrayList<>();
    private final Set<String> contractVersions = new TreeSet<>();

    public PlainBackend(String kafka, String redisAddress) {
        // Detects connections from before a Redis restart, and does not use them.
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setTestOnBorrow(true);
        redis = RedisClient.builder()
                .hostAndPort(HostAndPort.from(redisAddress))
                .poolConfig(pool)
                .build();
        producer =
                new KafkaProducer<>(Map.of("bootstrap.servers", kafka), new StringSerializer(), new StringSerializer());
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka), new StringDeserializer(), new StringDeserializer());
        List<TopicPartition> partitions = Stream.of(EVENTS, RESULTS, DEAD_LETTERS)
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Blocks until an event of this type from this charge point is on the topic. Returns its data. */
    public JsonObject awaitEvent(String chargePointId, String type) {
        return awaitEvent(chargePointId, type, data -> true);
    }

    /** Blocks until such an event whose data match is on the topic. Returns its data. */
    public JsonObject awaitEvent(String chargePointId, String type, Predicate<JsonObject> wanted) {
        return await(
                        EVENTS,
                        event -> event.get("subject").getAsString().equals(chargePointId)
                                && event.get("type").getAsString().equals(type)
                                && wanted.test(event.getAsJsonObject("data")))
                .getAsJsonObject("data");
    }

    /** Blocks until the result of this command is on the topic. */
    public JsonObject awaitResult(String commandId) {
        return await(RESULTS, result -> result.get("commandId").getAsString().equals(commandId));
    }

    /** Blocks until a record with this value is among the dead letters. Returns the reason in its headers. */
    public String awaitDeadLetter(String value) {
        return await(DEAD_LETTERS, found -> found.get("value").getAsString().equals(value))
                .get("reason")
                .getAsString();
    }

    /** Returns the events of this type from this charge point on the topic so far, in order. */
    public List<JsonObject> events(String chargePointId, String type) {
        readToEnd();
        return found(
                EVENTS,
                event -> event.get("subject").getAsString().equals(chargePointId)
                        && event.get("type").getAsString().equals(type));
    }

    /** Returns all events from this charge point on the topic so far, in order. */
    public List<JsonObject> events(String chargePointId) {
        readToEnd();
        return found(EVENTS, event -> event.get("subject").getAsString().equals(chargePointId));
    }

    /** Returns the results of this command on the topic so far, repetitions included. */
    public List<JsonObject> results(String commandId) {
        readToEnd();
        return found(RESULTS, result -> result.get("commandId").getAsString().equals(commandId));
    }

    /** Returns the contract versions of all events, results and dead letters read so far; {@code none} for a record without. */
    public Set<String> contractVersions() {
        return Set.copyOf(contractVersions);
    }

    /** Returns the route of the charge point in Redis, if there is one. */
    public Optional<JsonObject> route(String chargePointId) {
        return Optional.ofNullable(redis.get("conn:" + chargePointId))
                .map(route -> JsonParser.parseString(route).getAsJsonObject());
    }

    /** Produces a command for the pod of the charge point's route in Redis. */
    public void send(String chargePointId, String command) throws InterruptedException {
        ContractSchemas.assertCommand(command);
        produce(route(chargePointId).orElseThrow().get("pod").getAsString(), command);
    }

    /** Produces the reply to an event that requests one, for the requesting pod. */
    public void reply(JsonObject asked, String payload) throws InterruptedException {
        JsonObject request = asked.getAsJsonObject("reply");
        produce(
                request.get("pod").getAsString(),
                "{\"type\":\"reply\",\"requestId\":" + request.get("requestId") + ",\"payload\":" + payload + "}");
    }

    /** Produces any value under any key. */
    public void produce(String key, String value) throws InterruptedException {
        produce(new ProducerRecord<>(COMMANDS, key, value));
    }

    /** Produces any value under any key, with the header {@code traceparent}. */
    public void produce(String key, String value, String traceParent) throws InterruptedException {
        ProducerRecord<String, String> traced = new ProducerRecord<>(COMMANDS, key, value);
        traced.headers().add(TRACE_PARENT, traceParent.getBytes(UTF_8));
        produce(traced);
    }

    /** Returns the header {@code traceparent} of the record with this event or result. */
    public Optional<String> traceParentOf(JsonObject value) {
        return records.stream()
                .filter(found -> found.value().equals(value))
                .findFirst()
                .map(Found::traceParent);
    }

    private void produce(ProducerRecord<String, String> record) throws InterruptedException {
        try {
            RecordMetadata unused = producer.send(record).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker did not accept the record", e);
        }
    }

    private JsonObject await(String topic, Predicate<JsonObject> wanted) {
        waiting(topic).until(() -> {
            if (found(topic, wanted).isEmpty()) {
                read();
            }
            return !found(topic, wanted).isEmpty();
        });
        return found(topic, wanted).getFirst();
    }

    /** Waits without pauses: {@link #read} blocks until a record arrives, and most records are there already. */
    private static ConditionFactory waiting(String name) {
        return Awaitility.await(name).atMost(TIMEOUT).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1));
    }

    private List<JsonObject> found(String topic, Predicate<JsonObject> wanted) {
        return records.stream()
                .filter(found -> found.topic().equals(topic) && wanted.test(found.value()))
                .map(Found::value)
                .toList();
    }

    private void readToEnd() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        waiting("end offsets of the topics").until(() -> {
            if (!hasRead(ends)) {
                read();
            }
            return hasRead(ends);
        });
    }

    private boolean hasRead(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private void read() {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> records.add(found(record)));
    }

    private Found found(ConsumerRecord<String, String> record) {
        Header version = record.headers().lastHeader("contract-version");
        contractVersions.add(version == null ? "none" : new String(version.value(), UTF_8));
        return switch (record.topic()) {
            case EVENTS -> {
                ContractSchemas.assertEvent(record.value());
                yield new Found(EVENTS, JsonParser.parseString(record.value()).getAsJsonObject(), traceParent(record));
            }
            case RESULTS -> {
                ContractSchemas.assertResult(record.value());
                yield new Found(RESULTS, JsonParser.parseString(record.value()).getAsJsonObject(), traceParent(record));
            }
            default -> new Found(DEAD_LETTERS, deadLetter(record), traceParent(record));
        };
    }

    private static @Nullable String traceParent(ConsumerRecord<String, String> record) {
        Header header = record.headers().lastHeader(TRACE_PARENT);
        return header == null ? null : new String(header.value(), UTF_8);
    }

    private static JsonObject deadLetter(ConsumerRecord<String, String> record) {
        JsonObject letter = new JsonObject();
        letter.addProperty("value", record.value());
        letter.addProperty(
                "reason",
                new String(record.headers().lastHeader("dead-letter-reason").value(), UTF_8));
        return letter;
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
        redis.close();
    }
}
