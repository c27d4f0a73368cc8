package org.ocppgateway.routing.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.routing.Loop;

/** Asks now and then whether the events' topic and the leaders of its partitions are there, on a virtual thread of its own. */
public final class KafkaProbe {
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final Admin admin;
    private final EventPartitions partitions;
    private final String topic;
    private final int timeoutMillis;
    private final List<TopicPartition> asked = new ArrayList<>();
    private final Map<TopicPartition, OffsetSpec> question = new HashMap<>();
    private boolean saidMissing;
    private @Nullable Loop probing;

    /** @param partitions told what the probe finds */
    public KafkaProbe(KafkaSettings settings, KafkaAdmin admin, EventPartitions partitions) {
        this.admin = admin.client();
        this.partitions = partitions;
        this.topic = settings.topics().events().name();
        this.timeoutMillis = (int) settings.requestTimeout().toMillis();
        for (int partition = 0; partition < partitions.count(); partition++) {
            asked.add(new TopicPartition(topic, partition));
        }
        asked.forEach(partition -> question.put(partition, OffsetSpec.latest()));
    }

    public void start() {
        probing = Loop.start("kafka-probe", this::probe, Loop.pause(INTERVAL));
    }

    public void stop() throws InterruptedException {
        if (probing != null) {
            probing.stop();
        }
    }

    private void probe() throws InterruptedException {
        if (topicIsMissing()) {
            // Said twice: a broker that has just started may not know all topics yet.
            partitions.topicMissing(saidMissing);
            saidMissing = true;
            partitions.probed(Collections.nCopies(asked.size(), "topic " + topic + " does not exist"));
            return;
        }
        saidMissing = false;
        partitions.topicMissing(false);
        probePartitions();
    }

    /** Only Kafka's word counts; whoever does not answer has not said so. */
    private boolean topicIsMissing() throws InterruptedException {
        try {
            var unused = Topics.get(
                    admin.describeTopics(List.of(topic), new DescribeTopicsOptions().timeoutMs(timeoutMillis))
                            .allTopicNames(),
                    Duration.ofMillis(2L * timeoutMillis));
            return false;
        } catch (UnknownTopicOrPartitionException e) {
            return true;
        } catch (KafkaException e) {
            return false; // what the partitions say next is more exact
        }
    }

    private void probePartitions() throws InterruptedException {
        var answers = admin.listOffsets(question, new ListOffsetsOptions().timeoutMs(timeoutMillis));
        List<@Nullable String> problems = new ArrayList<>();
        for (TopicPartition partition : asked) {
            try {
                var unused = Topics.get(answers.partitionResult(partition), Duration.ofMillis(2L * timeoutMillis));
                problems.add(null);
            } catch (KafkaException e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        partitions.probed(problems);
    }
}
