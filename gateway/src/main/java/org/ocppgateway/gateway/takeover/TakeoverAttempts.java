package org.ocppgateway.gateway.takeover;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.limit.IntervalGate;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.SessionEpoch;

/**
 * Records since when new connections keep arriving for an existing session, and when the last security event about them was published.
 * Bounded: the least recently used entries are removed. Thread-safe.
 */
final class TakeoverAttempts {
    private static final int MAX_SERIES = 10_000;
    private static final long FORGET_AFTER = Duration.ofMinutes(5).toNanos();
    private static final Duration PUBLISH_INTERVAL = Duration.ofMinutes(1);

    private final LongSupplier nanoTime;
    private final Map<ChargePointId, Series> allSeries = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ChargePointId, Series> eldest) {
            return size() > MAX_SERIES;
        }
    };

    /** Attempts against one session. The next session of the charge point starts a new series. */
    private static final class Series {
        private final SessionEpoch epoch;
        private final long firstAttemptAt;
        private final IntervalGate eventGate;
        private long lastAttemptAt;
        private boolean reserved;

        Series(SessionEpoch epoch, IntervalGate eventGate, long now) {
            this.epoch = epoch;
            this.eventGate = eventGate;
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
        Series series = allSeries.get(chargePointId);
        if (series == null || !series.epoch.equals(epoch) || now - series.lastAttemptAt > FORGET_AFTER) {
            series = restart(series, epoch, now);
            allSeries.put(chargePointId, series);
        }
        series.lastAttemptAt = now;
        return Duration.ofNanos(now - series.firstAttemptAt);
    }

    private static Series restart(@Nullable Series previous, SessionEpoch epoch, long now) {
        if (previous == null) {
            return new Series(epoch, new IntervalGate(PUBLISH_INTERVAL), now);
        }
        Series series = new Series(epoch, previous.eventGate, now);
        series.reserved = previous.reserved;
        return series;
    }

    /** Whether no security event about this charge point was published in the last minute. */
    synchronized boolean isEventDue(ChargePointId chargePointId) {
        Series series = allSeries.get(chargePointId);
        return series != null && series.eventGate.isOpen(nanoTime.getAsLong());
    }

    /** Whether {@link #reserveEvent} was called since the last published event. */
    synchronized boolean isEventReserved(ChargePointId chargePointId) {
        Series series = allSeries.get(chargePointId);
        return series != null && series.reserved;
    }

    /** Records that this pod publishes the next event, until {@link #recordPublished}. */
    synchronized void reserveEvent(ChargePointId chargePointId) {
        Series series = allSeries.get(chargePointId);
        if (series != null) {
            series.reserved = true;
        }
    }

    /** Records that the session accepted the event. */
    synchronized void recordPublished(ChargePointId chargePointId) {
        Series series = allSeries.get(chargePointId);
        if (series != null) {
            series.eventGate.close(nanoTime.getAsLong());
            series.reserved = false;
        }
    }
}
