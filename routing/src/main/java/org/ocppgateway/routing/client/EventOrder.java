package org.ocppgateway.routing.client;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.SessionEpoch;

/**
 * Tells how an event stands to those before it: the same again, the next one, or one that comes late. Its memory is bounded;
 * what is forgotten first is what was seen longest ago, and a repetition of that is taken for new. For one thread.
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

    /** How an event stands to those before it. */
    public enum Place {
        /** The next one in its session, the first of a newer session, or the first that was seen of its charge point. */
        NEXT,
        /**
         * Newer than all before it, but some are missing in between: messages that were not acknowledged, which the charge point
         * sends again if they matter, or events that are muted.
         */
        AFTER_GAP,
        /** Older than one seen before, and new all the same: history, not the state of now. */
        LATE,
        /** Seen before: to be passed over. */
        DUPLICATE
    }

    /**
     * Remembers nothing yet. One event costs about 150 bytes, one charge point about 200.
     *
     * @param maxEvents of how many events the ids are remembered
     * @param maxChargePoints of how many charge points the last event is remembered
     */
    public EventOrder(int maxEvents, int maxChargePoints) {
        this.ids = new Bounded<>(maxEvents);
        this.latest = new Bounded<>(maxChargePoints);
    }

    /** Places an event, and remembers it. Events without a session have no order among others and are {@code NEXT}. */
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

    /** Forgets what was neither put nor asked for the longest. */
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
