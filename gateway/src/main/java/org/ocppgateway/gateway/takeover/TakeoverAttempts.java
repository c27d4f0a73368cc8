package org.ocppgateway.gateway.takeover;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.SessionEpoch;

/**
 * Records since when new connections keep arriving for an existing session, and when the last security event about them was published.
 * Bounded: the least recently used entries are removed. Thread-safe.
 */
final class TakeoverAttempts {
    private static final int MAX_ENTRIES = 10_000;
    private static final long FORGET_AFTER = Duration.ofMinutes(5).toNanos();
    private static final long PUBLISH_INTERVAL = Duration.ofMinutes(1).toNanos();

    private final LongSupplier nanoTime;
    private final Map<ChargePointId, Entry> entries = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ChargePointId, Entry> eldest) {
            return size() > MAX_ENTRIES;
        }
    };

    /** Attempts against one session. The next session of the charge point starts a new entry. */
    private static final class Entry {
        private final SessionEpoch epoch;
        private final long firstAttemptAt;
        private long lastAttemptAt;
        private long publishedAt;
        private boolean published;
        private boolean reserved;

        Entry(SessionEpoch epoch, long now) {
            this.epoch = epoch;
            this.firstAttemptAt = now;
            this.lastAttemptAt = now;
        }
    }

    TakeoverAttempts(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Records an attempt; returns the time since the first attempt of the current series. */
    synchronized Duration record(ChargePointId chargePointId, SessionEpoch epoch) {
        long now = nanoTime.getAsLong();
        Entry entry = entries.get(chargePointId);
        if (entry == null || !entry.epoch.equals(epoch) || now - entry.lastAttemptAt > FORGET_AFTER) {
            entry = restart(entry, epoch, now);
            entries.put(chargePointId, entry);
        }
        entry.lastAttemptAt = now;
        return Duration.ofNanos(now - entry.firstAttemptAt);
    }

    private static Entry restart(@Nullable Entry previous, SessionEpoch epoch, long now) {
        Entry entry = new Entry(epoch, now);
        if (previous != null) {
            entry.published = previous.published;
            entry.publishedAt = previous.publishedAt;
            entry.reserved = previous.reserved;
        }
        return entry;
    }

    /** Whether no security event about this charge point was published in the last minute. */
    synchronized boolean isEventDue(ChargePointId chargePointId) {
        Entry entry = entries.get(chargePointId);
        return entry != null
                && (!entry.published || nanoTime.getAsLong() - entry.publishedAt >= PUBLISH_INTERVAL);
    }

    /** Whether {@link #reserveEvent} was called since the last published event. */
    synchronized boolean isEventReserved(ChargePointId chargePointId) {
        Entry entry = entries.get(chargePointId);
        return entry != null && entry.reserved;
    }

    /** Records that this pod publishes the next event, until {@link #recordPublished}. */
    synchronized void reserveEvent(ChargePointId chargePointId) {
        Entry entry = entries.get(chargePointId);
        if (entry != null) {
            entry.reserved = true;
        }
    }

    /** Records that the session accepted the event. */
    synchronized void recordPublished(ChargePointId chargePointId) {
        Entry entry = entries.get(chargePointId);
        if (entry != null) {
            entry.published = true;
            entry.publishedAt = nanoTime.getAsLong();
            entry.reserved = false;
        }
    }
}
