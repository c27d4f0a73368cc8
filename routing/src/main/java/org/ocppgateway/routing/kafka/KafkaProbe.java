package org.ocppgateway.routing.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Asks the leaders of the events' partitions now and then whether they are there, on a virtual thread of its own. */
public final class KafkaProbe {
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final Admin admin;
    private final EventPartitions partitions;
    private final int timeoutMillis;
    private final List<TopicPartition> asked = new ArrayList<>();
    private final Map<TopicPartition, OffsetSpec> question = new HashMap<>();
    private @Nullable Thread thread;

    /** @param partitions told what the probe finds */
    public KafkaProbe(KafkaSettings settings, EventPartitions partitions) {
        this.admin = KafkaClients.admin(settings);
        this.partitions = partitions;
        this.timeoutMillis = (int) settings.requestTimeout().toMillis();
        for (int partition = 0; partition < partitions.count(); partition++) {
            asked.add(new TopicPartition(settings.topics().events().name(), partition));
        }
        asked.forEach(partition -> question.put(partition, OffsetSpec.latest()));
    }

    public void start() {
        thread = Thread.ofVirtual().name("kafka-probe").start(this::probeForever);
    }

    public void stop() throws InterruptedException {
        if (thread != null) {
            thread.interrupt();
            thread.join();
        }
        admin.close(Duration.ofSeconds(1));
    }

    private void probeForever() {
        try {
            while (true) {
                probe();
                TimeUnit.MILLISECONDS.sleep(INTERVAL.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // stopped
        }
    }

    private void probe() throws InterruptedException {
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
