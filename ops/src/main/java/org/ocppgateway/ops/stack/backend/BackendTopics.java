package org.ocppgateway.ops.stack.backend;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Names of the topics, and a consumer for all partitions of one. */
final class BackendTopics {
    static final String EVENTS = "ocpp-events-up";
    static final String COMMANDS = "commands-down";
    static final String RESULTS = "command-results";

    private BackendTopics() {}

    /** Returns a consumer of all partitions of a topic, without a group, positioned at the end or at the beginning. */
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
        // Seeking is lazy. Asking for the position performs it before the caller continues.
        partitions.forEach(consumer::position);
        return consumer;
    }
}
