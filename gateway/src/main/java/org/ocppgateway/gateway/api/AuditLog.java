package org.ocppgateway.gateway.api;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.log.GatewayLogEvent;
import org.ocppgateway.gateway.metrics.GatewayMetric;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.Loop;
import org.ocppgateway.routing.audit.AuditRecord;
import org.ocppgateway.routing.audit.AuditStore;
import org.ocppgateway.routing.audit.AuditStoreException;
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.metrics.Meters;

/**
 * Audit of changing calls of the API: one line each in the log, logger {@code audit}, and a record in the store of all pods. The record is
 * stored before the call is answered. During an outage of the store at most {@value #MAX_UNSTORED} records wait in memory; the oldest are
 * dropped first. Bodies are not recorded, because they may contain passwords. Thread-safe.
 */
public final class AuditLog {
    private static final EventLog LOG = EventLog.audit();
    private static final int MAX_UNSTORED = 1000;

    private final PodId pod;
    private final AuditStore store;
    private final InstantSource clock;
    private final CounterDataPoint dropped;
    private final Deque<AuditRecord> unstored = new ArrayDeque<>();
    private long recorded;
    private @Nullable Loop retries;

    public AuditLog(PodId pod, AuditStore store, InstantSource clock, PrometheusRegistry registry) {
        this.pod = pod;
        this.store = store;
        this.clock = clock;
        this.dropped = new Meters(registry).counter(GatewayMetric.API_AUDIT_DROPPED);
    }

    /** Starts the thread that stores records after an outage. */
    public void start(Duration retryInterval) {
        retries = Loop.start("audit", Loop.pause(retryInterval), this::storeAll);
    }

    /** Whether the thread runs. */
    public boolean running() {
        return retries != null && retries.running();
    }

    /** Stops the thread. Records that are not stored remain in the log only. */
    public void stop() throws InterruptedException {
        if (retries != null) {
            retries.stop();
        }
    }

    /**
     * Records a call. Blocks for a bounded time.
     *
     * @param path raw
     */
    void record(String caller, String method, String path, int status) {
        LOG.log(GatewayLogEvent.API_CALLED, method, path, caller, status);
        Instant now = clock.instant();
        String truncated = path.substring(0, Math.min(path.length(), AuditRecord.MAX_PATH));
        synchronized (unstored) {
            String id = LatestFirst.id(now, pod + "-" + recorded++);
            unstored.addFirst(new AuditRecord(id, now, pod, caller, method, truncated, status));
            if (unstored.size() > MAX_UNSTORED) {
                unstored.removeLast();
                dropped.inc();
            }
        }
        try {
            storeAll();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A part of the audit. */
    record Page(List<AuditRecord> records, boolean complete) {}

    /**
     * The records of all pods in the order of their ids, the latest first. Without the store those that wait in memory.
     *
     * @param after id of the record before the first one; null for none
     */
    Page page(@Nullable String after, int limit) throws InterruptedException {
        List<AuditRecord> shared = List.of();
        boolean complete = true;
        try {
            shared = store.list(after, limit);
        } catch (AuditStoreException e) {
            complete = false;
        }
        List<AuditRecord> records = Stream.concat(
                        waiting().stream()
                                .filter(each -> after == null || each.id().compareTo(after) > 0),
                        shared.stream())
                .distinct()
                .sorted(Comparator.comparing(AuditRecord::id))
                .limit(limit)
                .toList();
        return new Page(records, complete);
    }

    private List<AuditRecord> waiting() {
        synchronized (unstored) {
            return new ArrayList<>(unstored);
        }
    }

    private void storeAll() throws InterruptedException {
        List<AuditRecord> batch = waiting();
        if (batch.isEmpty()) {
            return;
        }
        try {
            store.add(batch);
        } catch (AuditStoreException e) {
            return; // the loop tries again
        }
        synchronized (unstored) {
            unstored.removeAll(batch);
        }
    }
}
