package org.ocppgateway.routing.kafka;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.routing.Dependency;

/** Asks the leaders of the events' partitions now and then whether they are there, on a virtual thread of its own. */
public final class KafkaProbe {
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final Admin admin;
    private final Dependency dependency;
    private final int timeoutMillis;
    private final Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
    private @Nullable Thread thread;

    public KafkaProbe(KafkaSettings settings, Clock clock) {
        this.admin = KafkaClients.admin(settings);
        this.dependency = new Dependency("kafka", clock);
        this.timeoutMillis = (int) settings.requestTimeout().toMillis();
        KafkaSettings.Topic events = settings.topics().events();
        for (int partition = 0; partition < events.partitions(); partition++) {
            partitions.put(new TopicPartition(events.name(), partition), OffsetSpec.latest());
        }
    }

    /** Whether most partitions of the events answered last time, and since when. */
    public Dependency dependency() {
        return dependency;
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
        var answers = admin.listOffsets(partitions, new ListOffsetsOptions().timeoutMs(timeoutMillis));
        int silent = 0;
        String problem = "";
        for (TopicPartition partition : partitions.keySet()) {
            try {
                var unused = Topics.get(answers.partitionResult(partition), Duration.ofMillis(2L * timeoutMillis));
            } catch (KafkaException e) {
                silent++;
                problem = String.valueOf(e.getMessage());
            }
        }
        if (silent * 2 <= partitions.size()) {
            dependency.up();
        } else {
            dependency.down("%d of %d partitions of the events do not answer: %s"
                    .formatted(silent, partitions.size(), problem));
        }
    }
}
