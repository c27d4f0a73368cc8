package org.ocppgateway.routing.kafka;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.Dependency;
import org.ocppgateway.routing.metrics.Meters;
import org.ocppgateway.routing.metrics.RoutingMetric;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which partitions of the events are out. Whoever publishes tells how it went and asks before; the probe tells what it finds. Any
 * thread; to ask about a partition that is well costs a field read.
 *
 * <p>A partition is out when its leader does not answer the probe or a record was not acknowledged in time. To one that is out only
 * a few records are still handed over, as trials, so that those of its charge points neither fill the producer's memory nor take
 * the places of others. It is back with the first acknowledgement, or when the probe finds it well and no record has failed for a
 * while: a leader may answer and still not acknowledge, when replicas are missing.
 */
public final class EventPartitions {
    private static final Logger LOG = LoggerFactory.getLogger(EventPartitions.class);

    /** Between two trials of one partition. */
    private static final long TRIAL_NANOS = Duration.ofMillis(500).toNanos();

    /** How long nothing may have failed before the probe's word alone counts. */
    private static final long DOUBT_NANOS = Duration.ofSeconds(10).toNanos();

    private final List<Partition> partitions = new ArrayList<>();
    private final Dependency kafka;
    private final LongSupplier nanoTime;
    private final CounterDataPoint outages;

    /**
     * All are well until somebody says otherwise.
     *
     * @param count of the topic's partitions
     * @param kafka told to be down while most partitions are out
     * @param nanoTime a clock that only goes forward, in nanoseconds
     */
    public EventPartitions(int count, Dependency kafka, LongSupplier nanoTime, PrometheusRegistry registry) {
        this.kafka = kafka;
        this.nanoTime = nanoTime;
        for (int number = 0; number < count; number++) {
            partitions.add(new Partition(number));
        }
        Meters meters = new Meters(registry);
        meters.gauge(RoutingMetric.EVENT_PARTITIONS_UNAVAILABLE, this::out);
        outages = meters.counter(RoutingMetric.EVENT_PARTITION_OUTAGES);
    }

    int count() {
        return partitions.size();
    }

    /** The partition that Kafka's default partitioner chooses. */
    int of(ChargePointId chargePointId) {
        return DefaultPartitioner.partition(chargePointId.value(), partitions.size());
    }

    /** Whether a record may be handed over now: always while the partition is well, else as a trial now and then. */
    boolean admits(int partition) {
        Partition asked = partitions.get(partition);
        return !asked.out || asked.admitsTrial(nanoTime.getAsLong());
    }

    boolean isOut(int partition) {
        return partitions.get(partition).out;
    }

    /** A record was acknowledged. */
    void acknowledged(int partition) {
        Partition well = partitions.get(partition);
        if (well.out) {
            well.acknowledged();
            judge();
        }
    }

    /** A record was not acknowledged, and not because of what it is. */
    void failed(int partition, String why) {
        partitions.get(partition).failed(nanoTime.getAsLong(), why);
        judge();
    }

    /** The probe has asked all of them. The list has, for each, why it did not answer, or null if it did. */
    void probed(List<@Nullable String> problems) {
        long now = nanoTime.getAsLong();
        for (int partition = 0; partition < problems.size(); partition++) {
            partitions.get(partition).probed(now, problems.get(partition));
        }
        judge();
    }

    /** No charge point may come in while most of those who do could not be served. */
    private void judge() {
        int out = out();
        if (out * 2 > count()) {
            kafka.down("%d of %d partitions of the events are out: %s".formatted(out, count(), why()));
        } else {
            kafka.up();
        }
    }

    private int out() {
        int out = 0;
        for (Partition partition : partitions) {
            out += partition.out ? 1 : 0;
        }
        return out;
    }

    private String why() {
        return partitions.stream()
                .filter(partition -> partition.out)
                .map(partition -> partition.why)
                .findFirst()
                .orElse("");
    }

    /** One partition. What changes it holds its lock. */
    private final class Partition {
        private final int number;
        private volatile boolean out;
        private volatile String why = "";
        private boolean silent;
        private boolean failing;
        private long outSince;
        private long failedAt;
        private long triedAt;

        Partition(int number) {
            this.number = number;
        }

        synchronized boolean admitsTrial(long now) {
            if (out && now - triedAt < TRIAL_NANOS) {
                return false;
            }
            triedAt = now;
            return true;
        }

        synchronized void acknowledged() {
            silent = false;
            failing = false;
            decide("");
        }

        synchronized void failed(long now, String reason) {
            failing = true;
            failedAt = now;
            decide(reason);
        }

        synchronized void probed(long now, @Nullable String problem) {
            silent = problem != null;
            failing = failing && (silent || now - failedAt < DOUBT_NANOS);
            decide(problem == null ? "" : problem);
        }

        private void decide(String reason) {
            boolean before = out;
            out = silent || failing;
            if (out && !reason.isEmpty()) {
                why = reason; // what is found later may say more
            }
            if (out && !before) {
                outSince = nanoTime.getAsLong();
                triedAt = outSince;
                outages.inc();
                LOG.warn("Partition {} of the events is out: {}", number, reason);
            } else if (before && !out) {
                LOG.info(
                        "Partition {} of the events is back after {} s",
                        number,
                        Duration.ofNanos(nanoTime.getAsLong() - outSince).toSeconds());
            }
        }
    }
}
