package org.ocppgateway.ops.stack.backend;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The topics' names, and reading one of them whole. */
final class BackendTopics {
    static final String EVENTS = "ocpp-events-up";
    static final String COMMANDS = "commands-down";
    static final String RESULTS = "command-results";

    private BackendTopics() {}

    /** A consumer of all partitions of a topic, in no group, positioned before the next record or the oldest. */
    static KafkaConsumer<String, String> read(String kafka, String topic, boolean fromBeginning) {
        KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka),
                new StringDeserializer(),
                new StringDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        if (fromBeginning) {
            consumer.seekToBeginning(partitions);
        } else {
            consumer.seekToEnd(partitions);
        }
        // Seeking is lazy; asking for the position makes it happen before anything that follows.
        partitions.forEach(consumer::position);
        return consumer;
    }
}
