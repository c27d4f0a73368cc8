package org.ocppgateway.routing.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.command.CommandIntake;
import org.ocppgateway.routing.command.UndecodableException;
import org.ocppgateway.routing.metrics.Meters;
import org.ocppgateway.routing.metrics.RoutingMetric;

/**
 * Reads this pod's partition of {@code commands-down} on one platform thread, from the end offset at the start of the
 * pod. It joins no group and commits nothing; the sweeper handles records that a dead pod did not read.
 */
public final class CommandConsumer {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSED_POLL = Duration.ofMillis(50);

    private final Consumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final byte[] ownKey;
    private final CommandIntake intake;
    private final DeadLetters deadLetters;
    private final Counter read;
    private final long startOffset;
    private @Nullable ConsumerThread reading;
    private volatile boolean paused;
    private volatile long unread;

    private CommandConsumer(
            Consumer<byte[], byte[]> consumer,
            TopicPartition partition,
            long startOffset,
            PodId pod,
            CommandIntake intake,
            DeadLetters deadLetters,
            PrometheusRegistry registry) {
        this.consumer = consumer;
        this.partition = partition;
        this.startOffset = startOffset;
        this.ownKey = pod.value().getBytes(UTF_8);
        this.intake = intake;
        this.deadLetters = deadLetters;
        Meters meters = new Meters(registry);
        this.read = meters.labelledCounter(RoutingMetric.COMMANDS_READ);
        meters.gauge(RoutingMetric.COMMAND_READING_PAUSED, () -> paused ? 1 : 0);
        meters.gauge(RoutingMetric.COMMANDS_UNREAD, () -> unread);
    }

    /** Returns the partition of a pod: Kafka's default partitioner applied to its name as key. */
    public static int partitionOf(PodId pod, KafkaSettings settings) {
        return DefaultPartitioner.partition(
                pod.value(), settings.topics().commands().partitions());
    }

    /**
     * Determines the start offset. This must happen before the pod's lease or a route of it is visible: every record
     * written after that is read.
     *
     * @throws TopicsException if Kafka does not answer
     */
    public static CommandConsumer open(
            KafkaSettings settings,
            PodId pod,
            CommandIntake intake,
            DeadLetters deadLetters,
            PrometheusRegistry registry)
            throws TopicsException {
        TopicPartition partition =
                new TopicPartition(settings.topics().commands().name(), partitionOf(pod, settings));
        Consumer<byte[], byte[]> consumer = KafkaClients.consumer(settings);
        try {
            consumer.assign(List.of(partition));
            consumer.seekToEnd(List.of(partition));
            long end = consumer.position(partition, settings.timeouts().start());
            return new CommandConsumer(consumer, partition, end, pod, intake, deadLetters, registry);
        } catch (KafkaException e) {
            consumer.close();
            throw TopicsException.outage("the end of " + partition + " cannot be read: " + e.getMessage(), e);
        }
    }

    public int partition() {
        return partition.partition();
    }

    /** Offset of the first record that is read. */
    public long startOffset() {
        return startOffset;
    }

    /** Returns whether the thread runs. */
    public boolean running() {
        return reading != null && reading.running();
    }

    public void start() {
        reading = ConsumerThread.start("commands", consumer, this::readOnce);
    }

    /** Stops after the current record. */
    public void stop(Duration timeout) throws InterruptedException {
        ConsumerThread.stop(reading, timeout);
    }

    /** Pauses the partition while the intake has no capacity; heartbeats and the rest of the pod continue. */
    private void readOnce() throws InterruptedException {
        paused = !intake.canAccept();
        if (paused) {
            consumer.pause(List.of(partition));
        } else {
            consumer.resume(List.of(partition));
        }
        ConsumerRecords<byte[], byte[]> polled = consumer.poll(paused ? PAUSED_POLL : POLL);
        unread = consumer.currentLag(partition).orElse(0);
        for (ConsumerRecord<byte[], byte[]> found : polled) {
            if (!Arrays.equals(found.key(), ownKey)) {
                read.labelValues("foreign").inc();
            } else if (intake.canAccept()) {
                handle(found);
            } else {
                consumer.seek(partition, found.offset());
                return;
            }
        }
    }

    private void handle(ConsumerRecord<byte[], byte[]> found) throws InterruptedException {
        boolean well = deadLetters.handle(found, () -> {
            if (found.value() == null) {
                throw new UndecodableException("the record is empty");
            }
            intake.accept(Headers.command(found, found.value()));
        });
        read.labelValues(well ? "own" : "undecodable").inc();
    }
}
