package org.ocppgateway.ops.stack.backend;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** What is on a topic, in order for each charge point. For one thread. */
public final class Feed<T> implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private final KafkaConsumer<String, String> consumer;
    private final Function<String, T> reader;

    private Feed(KafkaConsumer<String, String> consumer, Function<String, T> reader) {
        this.consumer = consumer;
        this.reader = reader;
    }

    /**
     * The events of all charge points.
     *
     * @param kafka where Kafka is, host and port
     * @param fromBeginning whether with the oldest, or with the next
     */
    public static Feed<BackendEvent> events(String kafka, boolean fromBeginning) {
        return new Feed<>(BackendTopics.read(kafka, BackendTopics.EVENTS, fromBeginning), BackendEvent::parse);
    }

    /**
     * The results of all commands, as found.
     *
     * @param kafka where Kafka is, host and port
     * @param fromBeginning whether with the oldest, or with the next
     */
    public static Feed<String> results(String kafka, boolean fromBeginning) {
        return new Feed<>(BackendTopics.read(kafka, BackendTopics.RESULTS, fromBeginning), json -> json);
    }

    /** Blocks for a moment and returns what has arrived, which may be nothing. */
    public List<T> next() {
        return StreamSupport.stream(consumer.poll(PATIENCE).spliterator(), false)
                .map(ConsumerRecord::value)
                .map(reader)
                .toList();
    }

    /** Whether everything that was on the topic at the time of the call has been returned. */
    public boolean isAtEnd() {
        return consumer.endOffsets(consumer.assignment()).entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    @Override
    public void close() {
        consumer.close();
    }
}
