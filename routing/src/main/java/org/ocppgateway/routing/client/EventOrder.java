package org.ocppgateway.routing.client;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.SessionEpoch;

/**
 * Classifies an event relative to earlier ones: duplicate, next, or late. Its memory is bounded and drops the least
 * recently seen entries; a duplicate of a dropped event counts as new. For one thread.
 */
public final class EventOrder {
    private static final Object SEEN = new Object();

    private final Map<String, Object> ids;
    private final Map<ChargePointId, Point> latest;

    /** The last event of a charge point. */
    private record Point(SessionEpoch epoch, long sequence) implements Comparable<Point> {
        @Override
        public int compareTo(Point other) {
            int sessions = epoch.compareTo(other.epoch);
            return sessions != 0 ? sessions : Long.compare(sequence, other.sequence);
        }

        boolean directlyAfter(Point other) {
            return epoch.equals(other.epoch) ? sequence == other.sequence + 1 : sequence == 1;
        }
    }

    /** Position of an event relative to earlier ones. */
    public enum Place {
        /** The next event of its session, the first of a newer session, or the first of its charge point. */
        NEXT,
        /**
         * Newer than all earlier events, but some between are missing: messages that were not acknowledged, which the
         * charge point repeats if it must, or muted events.
         */
        AFTER_GAP,
        /** Older than an earlier event, but not seen before: history, not current state. */
        LATE,
        /** Seen before; skip it. */
        DUPLICATE
    }

    /**
     * Starts empty. One event takes about 150 bytes, one charge point about 200.
     *
     * @param maxEvents maximum number of remembered event ids
     * @param maxChargePoints maximum number of charge points whose last event is remembered
     */
    public EventOrder(int maxEvents, int maxChargePoints) {
        this.ids = new Bounded<>(maxEvents);
        this.latest = new Bounded<>(maxChargePoints);
    }

    /** Classifies and remembers an event. Events without a session are not ordered and are {@code NEXT}. */
    public Place place(Event event) {
        if (ids.put(event.id(), SEEN) != null) {
            return Place.DUPLICATE;
        }
        SessionEpoch epoch = event.epoch();
        if (epoch == null) {
            return Place.NEXT;
        }
        Point point = new Point(epoch, event.sequence());
        Point before = latest.get(event.chargePointId());
        if (before != null && point.compareTo(before) < 0) {
            return Place.LATE;
        }
        latest.put(event.chargePointId(), point);
        return before == null || point.directlyAfter(before) ? Place.NEXT : Place.AFTER_GAP;
    }

    /** A map that drops the least recently used entry. */
    private static final class Bounded<K, V> extends LinkedHashMap<K, V> {
        private static final long serialVersionUID = 1L;

        private final int most;

        Bounded(int most) {
            super(16, 0.75f, true);
            if (most < 1) {
                throw new IllegalArgumentException("there must be room for one");
            }
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.@Nullable Entry<K, V> eldest) {
            return size() > most;
        }
    }
}
