package org.ocppgateway.routing.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.routing.Dependency;
import org.ocppgateway.routing.Loop;

/**
 * Checks periodically, on its own virtual thread, whether the topics are usable and the leaders of the event partitions
 * answer.
 */
public final class KafkaProbe {
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final Admin admin;
    private final EventPartitions partitions;
    private final Dependency commandTopics;
    private final TopicPermissions rights;
    private final String topic;
    private final int timeoutMillis;
    private final List<TopicPartition> asked = new ArrayList<>();
    private final Map<TopicPartition, OffsetSpec> question = new HashMap<>();
    private @Nullable Loop probing;

    /**
     * Creates a probe that is not started.
     *
     * @param partitions receives the findings about the events topic
     * @param commandTopics set to up or down according to the topics of commands, results and dead letters
     */
    public KafkaProbe(KafkaSettings settings, KafkaAdmin admin, EventPartitions partitions, Dependency commandTopics) {
        this.admin = admin.client();
        this.partitions = partitions;
        this.commandTopics = commandTopics;
        this.topic = settings.topics().events().name();
        this.timeoutMillis = (int) settings.timeouts().request().toMillis();
        KafkaSettings.Topics topics = settings.topics();
        this.rights = new TopicPermissions(
                this.admin,
                Map.of(
                        topic,
                        Set.of(AclOperation.WRITE),
                        topics.commands().name(),
                        Set.of(AclOperation.READ, AclOperation.WRITE),
                        topics.results().name(),
                        Set.of(AclOperation.READ, AclOperation.WRITE),
                        topics.deadLetters().name(),
                        Set.of(AclOperation.WRITE)),
                timeoutMillis);
        for (int partition = 0; partition < partitions.count(); partition++) {
            asked.add(new TopicPartition(topic, partition));
        }
        asked.forEach(partition -> question.put(partition, OffsetSpec.latest()));
    }

    public void start() {
        probing = Loop.start("kafka-probe", this::probe, Loop.pause(INTERVAL));
    }

    /** Returns whether the thread runs. */
    public boolean running() {
        return probing != null && probing.running();
    }

    public void stop() throws InterruptedException {
        if (probing != null) {
            probing.stop();
        }
    }

    private void probe() throws InterruptedException {
        Map<String, String> problems = new TreeMap<>(rights.problems());
        String ofEvents = problems.remove(topic);
        if (ofEvents == null) {
            probePartitions();
        } else {
            partitions.probed(Collections.nCopies(asked.size(), ofEvents));
        }
        if (problems.isEmpty()) {
            commandTopics.up();
        } else {
            commandTopics.down(String.join("; ", problems.values()));
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
