package org.ocppgateway.gateway.api;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.ocppgateway.gateway.log.GatewayLogEvent;
import org.ocppgateway.routing.log.EventLog;

/**
 * Changing calls of the API: one line each in the log, logger {@code audit}, and the latest ones of this pod in memory. Bodies are not
 * recorded, because they may contain passwords. Thread-safe.
 */
public final class AuditLog {
    private static final EventLog LOG = EventLog.named("audit");
    private static final int MAX_ENTRIES = 1000;

    private final InstantSource clock;
    private final Deque<Entry> latest = new ArrayDeque<>();

    public AuditLog(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * A changing call.
     *
     * @param caller name of the token, or the client address without tokens
     * @param path raw
     * @param status HTTP status of its answer
     */
    public record Entry(Instant time, String caller, String method, String path, int status) {}

    /** Records a call. */
    void record(String caller, String method, String path, int status) {
        LOG.log(GatewayLogEvent.API_CALLED, method, path, caller, status);
        Entry entry = new Entry(clock.instant(), caller, method, path, status);
        synchronized (latest) {
            latest.addFirst(entry);
            if (latest.size() > MAX_ENTRIES) {
                latest.removeLast();
            }
        }
    }

    /** The latest calls, newest first. */
    List<Entry> latest(int limit) {
        synchronized (latest) {
            return new ArrayList<>(latest).subList(0, Math.min(limit, latest.size()));
        }
    }
}
