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
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.log.RoutingLogEvent;
import org.ocppgateway.routing.metrics.Meters;
import org.ocppgateway.routing.metrics.RoutingMetric;

/**
 * Tracks which partitions of the events topic are unavailable. Publishers ask before a send and report its result; the
 * probe reports its findings. Thread-safe; a query for a healthy partition costs a field read.
 *
 * <p>A partition is unavailable when its leader does not answer the probe or a record was not acknowledged in time. A
 * partition that is unavailable gets only occasional trial records, so that its charge points neither fill the
 * producer's memory nor take the in-flight capacity of others. It is back with the first acknowledgement, or when the
 * probe succeeds and no record has failed for a while: a leader may answer without acknowledging when replicas are
 * missing.
 */
public final class EventPartitions {
    private static final EventLog LOG = EventLog.of(EventPartitions.class);

    /** Interval between two trials of a partition. */
    private static final long TRIAL_NANOS = Duration.ofMillis(500).toNanos();

    /** Time without a failed record after which a successful probe is sufficient. */
    private static final long DOUBT_NANOS = Duration.ofSeconds(10).toNanos();

    private final List<Partition> partitions = new ArrayList<>();
    private final Dependency kafka;
    private final LongSupplier nanoTime;
    private final CounterDataPoint outages;

    /**
     * Starts with all partitions healthy.
     *
     * @param count number of partitions of the topic
     * @param kafka set to down while most partitions are unavailable
     * @param nanoTime monotonic time in nanoseconds
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

    /** Returns whether a record may be sent now: always to a healthy partition, as an occasional trial otherwise. */
    boolean admits(int partition) {
        Partition asked = partitions.get(partition);
        return !asked.out || asked.admitsTrial(nanoTime.getAsLong());
    }

    boolean isOut(int partition) {
        return partitions.get(partition).out;
    }

    /** Reports an acknowledged record. */
    void acknowledged(int partition) {
        Partition well = partitions.get(partition);
        if (well.out) {
            well.acknowledged();
            updateDependency();
        }
    }

    /** Reports a record that was not acknowledged for a reason other than its content. */
    void failed(int partition, String why) {
        partitions.get(partition).failed(nanoTime.getAsLong(), why);
        updateDependency();
    }

    /** Reports a probe of all partitions. The list has one entry per partition: the problem, or null if it answered. */
    void probed(List<@Nullable String> problems) {
        long now = nanoTime.getAsLong();
        for (int partition = 0; partition < problems.size(); partition++) {
            partitions.get(partition).probed(now, problems.get(partition));
        }
        updateDependency();
    }

    /**
     * Sets the dependency: while most partitions are unavailable, no charge point should connect. One thread at a time, so that the last
     * count decides.
     */
    private synchronized void updateDependency() {
        int out = out();
        if (out * 2 > count()) {
            kafka.down("%d of %d partitions of the event topic are unavailable: %s".formatted(out, count(), why()));
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

    /** State of one partition, guarded by its lock. */
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
                why = reason; // a later finding may be more specific
            }
            if (out && !before) {
                outSince = nanoTime.getAsLong();
                triedAt = outSince;
                outages.inc();
                LOG.log(RoutingLogEvent.EVENT_PARTITION_UNAVAILABLE, number, reason);
            } else if (before && !out) {
                LOG.log(
                        RoutingLogEvent.EVENT_PARTITION_AVAILABLE,
                        number,
                        Duration.ofNanos(nanoTime.getAsLong() - outSince).toSeconds());
            }
        }
    }
}
