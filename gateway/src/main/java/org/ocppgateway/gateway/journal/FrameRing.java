package org.ocppgateway.gateway.journal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.ocppgateway.protocol.ChargePointId;

/**
 * The last records of all charge points of this pod, bounded by their memory. A new record displaces the oldest ones of any charge point.
 * Thread-safe.
 */
final class FrameRing {
    private final long maxBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition added = lock.newCondition();
    private final ArrayDeque<JournalRecord> records = new ArrayDeque<>();
    private final Map<ChargePointId, ArrayDeque<JournalRecord>> byChargePoint = new HashMap<>();
    private long bytes;

    FrameRing(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Adds records and wakes all readers once. */
    void addAll(List<JournalRecord> batch) {
        lock.lock();
        try {
            batch.forEach(this::add);
            added.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The caller holds the lock. */
    private void add(JournalRecord record) {
        records.add(record);
        byChargePoint
                .computeIfAbsent(record.route().chargePointId(), id -> new ArrayDeque<>(4))
                .add(record);
        bytes += record.bytes();
        while (bytes > maxBytes && records.size() > 1) {
            removeOldest();
        }
    }

    /** The caller holds the lock. The oldest record of all is also the oldest one of its charge point. */
    private void removeOldest() {
        JournalRecord oldest = records.remove();
        bytes -= oldest.bytes();
        ChargePointId id = oldest.route().chargePointId();
        ArrayDeque<JournalRecord> own = byChargePoint.get(id);
        if (own != null) {
            own.remove();
            if (own.isEmpty()) {
                byChargePoint.remove(id);
            }
        }
    }

    /** The records of a charge point after a position, in order. */
    List<JournalRecord> after(ChargePointId id, JournalPosition position) {
        lock.lock();
        try {
            return find(id, position);
        } finally {
            lock.unlock();
        }
    }

    /** Does the same, but waits for a record; an empty list after the timeout. */
    List<JournalRecord> awaitAfter(ChargePointId id, JournalPosition position, Duration timeout)
            throws InterruptedException {
        long nanos = timeout.toNanos();
        lock.lock();
        try {
            List<JournalRecord> found = find(id, position);
            while (found.isEmpty() && nanos > 0) {
                nanos = added.awaitNanos(nanos);
                found = find(id, position);
            }
            return found;
        } finally {
            lock.unlock();
        }
    }

    /** The newest frame with this message id; empty if there is none. Takes time proportional to the number of records. */
    Optional<JournalRecord> find(String messageId) {
        lock.lock();
        try {
            for (JournalRecord record : (Iterable<JournalRecord>) records::descendingIterator) {
                if (record.content() instanceof JournalRecord.Message message
                        && messageId.equals(message.message().messageId())) {
                    return Optional.of(record);
                }
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Position of the newest record of a charge point, or {@link JournalPosition#START}. */
    JournalPosition last(ChargePointId id) {
        lock.lock();
        try {
            ArrayDeque<JournalRecord> own = byChargePoint.get(id);
            return own == null ? JournalPosition.START : own.getLast().position();
        } finally {
            lock.unlock();
        }
    }

    /** The caller holds the lock. */
    private List<JournalRecord> find(ChargePointId id, JournalPosition position) {
        ArrayDeque<JournalRecord> own = byChargePoint.get(id);
        if (own == null) {
            return List.of();
        }
        List<JournalRecord> found = new ArrayList<>();
        for (JournalRecord record : (Iterable<JournalRecord>) own::descendingIterator) {
            if (record.position().compareTo(position) > 0) {
                found.add(record);
            } else if (record.position().epoch() == position.epoch()) {
                break; // only a session that ends late has records behind those of a later session
            }
        }
        return found.reversed();
    }

    /** Memory of the records, in bytes. */
    long bytes() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }
}
