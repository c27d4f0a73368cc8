package org.ocppgateway.gateway.journal;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.ocppgateway.protocol.ChargePointId;

/**
 * Records of sessions that ended badly, of the last one of each charge point, for {@value #RETENTION_MINUTES} minutes. Bounded by their
 * memory: a new session displaces the oldest ones. Thread-safe.
 */
final class BadEndStore {
    static final int RETENTION_MINUTES = 60;

    private static final long RETENTION = Duration.ofMinutes(RETENTION_MINUTES).toNanos();

    private final long maxBytes;
    private final LongSupplier nanoTime;

    /** In the order in which the sessions ended. */
    private final Map<ChargePointId, StoredSession> sessions = new LinkedHashMap<>();

    private long bytes;

    private record StoredSession(long endedAt, List<JournalRecord> records, long bytes) {}

    /** @param nanoTime monotonic clock in nanoseconds */
    BadEndStore(long maxBytes, LongSupplier nanoTime) {
        this.maxBytes = maxBytes;
        this.nanoTime = nanoTime;
    }

    /** Stores the records of a session that has ended now. */
    synchronized void add(ChargePointId id, List<JournalRecord> records) {
        remove(id);
        long size = records.stream().mapToLong(JournalRecord::bytes).sum();
        sessions.put(id, new StoredSession(nanoTime.getAsLong(), List.copyOf(records), size));
        bytes += size;
        removeExpired();
        while (bytes > maxBytes) {
            remove(sessions.keySet().iterator().next());
        }
    }

    /** The records of the last session of a charge point that ended badly, in order; empty if there is none. */
    synchronized List<JournalRecord> find(ChargePointId id) {
        removeExpired();
        StoredSession session = sessions.get(id);
        return session == null ? List.of() : session.records();
    }

    /** Memory of the records, in bytes. */
    synchronized long bytes() {
        removeExpired();
        return bytes;
    }

    private void removeExpired() {
        long now = nanoTime.getAsLong();
        while (!sessions.isEmpty()) {
            Map.Entry<ChargePointId, StoredSession> oldest =
                    sessions.entrySet().iterator().next();
            if (now - oldest.getValue().endedAt() < RETENTION) {
                return;
            }
            remove(oldest.getKey());
        }
    }

    private void remove(ChargePointId id) {
        StoredSession removed = sessions.remove(id);
        bytes -= removed == null ? 0 : removed.bytes();
    }
}
