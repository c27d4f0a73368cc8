package org.ocppgateway.ops.stack.backend;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** The records of a topic, in order for each charge point. For one thread. */
public final class Feed<T> implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofMillis(200);

    private final KafkaConsumer<String, String> consumer;
    private final Function<String, T> reader;

    private Feed(KafkaConsumer<String, String> consumer, Function<String, T> reader) {
        this.consumer = consumer;
        this.reader = reader;
    }

    /**
     * Reads the events of all charge points.
     *
     * @param kafka host and port of a broker
     * @param fromBeginning whether to begin with the oldest record; otherwise with the next one
     */
    public static Feed<BackendEvent> events(String kafka, boolean fromBeginning) {
        return new Feed<>(BackendTopics.read(kafka, BackendTopics.EVENTS, fromBeginning), BackendEvent::parse);
    }

    /**
     * Reads the results of all commands, unparsed.
     *
     * @param kafka host and port of a broker
     * @param fromBeginning whether to begin with the oldest record; otherwise with the next one
     */
    public static Feed<String> results(String kafka, boolean fromBeginning) {
        return new Feed<>(BackendTopics.read(kafka, BackendTopics.RESULTS, fromBeginning), json -> json);
    }

    /** Polls once and returns the records that have arrived, possibly none. Blocks for at most 200 ms. */
    public List<T> next() {
        return StreamSupport.stream(consumer.poll(TIMEOUT).spliterator(), false)
                .map(ConsumerRecord::value)
                .map(reader)
                .toList();
    }

    /** Whether all records that were on the topic at the time of the call have been returned. */
    public boolean isAtEnd() {
        return consumer.endOffsets(consumer.assignment()).entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    @Override
    public void close() {
        consumer.close();
    }
}
