package org.ocppgateway.ops.backend;

import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** The events of all charge points, in order for each of them. For one thread. */
public final class EventFeed implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private final KafkaConsumer<String, String> consumer;

    /** @param kafka where Kafka is, host and port */
    public EventFeed(String kafka, boolean fromBeginning) {
        consumer = Topics.read(kafka, Topics.EVENTS, fromBeginning);
    }

    /** Blocks for a moment and returns what has arrived, which may be nothing. */
    public List<Event> next() {
        return StreamSupport.stream(consumer.poll(PATIENCE).spliterator(), false)
                .map(ConsumerRecord::value)
                .map(Event::parse)
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
