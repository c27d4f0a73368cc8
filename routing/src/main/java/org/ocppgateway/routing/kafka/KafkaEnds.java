package org.ocppgateway.routing.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.ocppgateway.routing.sweep.Ends;

/** Asks the leaders of {@code commands-down} how far their partitions are written. */
public final class KafkaEnds implements Ends {
    private final Admin admin;
    private final String topic;
    private final Duration timeout;

    public KafkaEnds(KafkaSettings settings, KafkaAdmin admin) {
        this.admin = admin.client();
        this.topic = settings.topics().commands().name();
        this.timeout = settings.requestTimeout();
    }

    @Override
    public OptionalLong of(int partition) throws InterruptedException {
        TopicPartition asked = new TopicPartition(topic, partition);
        var answer = admin.listOffsets(
                Map.of(asked, OffsetSpec.latest()), new ListOffsetsOptions().timeoutMs((int) timeout.toMillis()));
        try {
            return OptionalLong.of(Topics.get(answer.partitionResult(asked), timeout.multipliedBy(2))
                    .offset());
        } catch (KafkaException e) {
            return OptionalLong.empty();
        }
    }
}
