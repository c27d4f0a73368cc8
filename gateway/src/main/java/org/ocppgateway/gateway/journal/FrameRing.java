package org.ocppgateway.gateway.journal;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.ocppgateway.protocol.ChargePointId;

/**
 * The last records of all charge points of this pod, bounded by their bytes. A new record displaces the oldest ones of any charge point.
 * Records are stored as bytes: as objects they would live for seconds, survive many young collections, and die old. Thread-safe.
 */
final class FrameRing {
    private static final long NONE = -1;

    /**
     * Before each record: its length without this, the place of the previous record of the charge point or {@link #NONE}, and whether it
     * is the newest one of the charge point.
     */
    private static final int HEADER = Integer.BYTES + Long.BYTES + 1;

    private static final int NEWEST_AT = HEADER - 1;
    private static final byte IS_NEWEST = 1;
    private static final byte NOT_NEWEST = 0;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition added = lock.newCondition();
    private final RecordCodec codec = new RecordCodec();
    private final ByteBuffer header = ByteBuffer.allocate(HEADER);
    private final ByteRing bytes;
    private final Map<ChargePointId, Newest> newest = new HashMap<>();

    /** The newest record of a charge point. */
    private static final class Newest {
        private long place = NONE;
    }

    FrameRing(long maxBytes) {
        this.bytes = new ByteRing(maxBytes);
    }

    /**
     * Adds records and wakes all readers once.
     *
     * @return number of records that are not added, because each of them is larger than the ring
     */
    int addAll(List<JournalRecord> batch) {
        lock.lock();
        try {
            int tooLarge = 0;
            for (JournalRecord record : batch) {
                tooLarge += add(record) ? 0 : 1;
            }
            added.signalAll();
            return tooLarge;
        } finally {
            lock.unlock();
        }
    }

    /** The caller holds the lock. */
    private boolean add(JournalRecord record) {
        ByteBuffer encoded = codec.encode(record);
        int length = encoded.remaining();
        if (HEADER + length > bytes.capacity()) {
            return false;
        }
        while (!bytes.hasSpace(HEADER + length)) {
            removeOldest();
        }
        Newest own = newest.computeIfAbsent(record.chargePointId(), id -> new Newest());
        long place = bytes.end();
        if (own.place != NONE) {
            bytes.set(own.place + NEWEST_AT, NOT_NEWEST);
        }
        bytes.add(
                header.clear().putInt(length).putLong(own.place).put(IS_NEWEST).flip());
        bytes.add(encoded);
        own.place = place;
        return true;
    }

    /** The caller holds the lock. */
    private void removeOldest() {
        long place = bytes.start();
        ByteBuffer oldest = bytes.read(place, header.clear());
        int length = oldest.getInt();
        if (oldest.get(NEWEST_AT) == IS_NEWEST) {
            ByteBuffer id = bytes.read(place + HEADER, Math.min(length, RecordCodec.MAX_ID_BYTES));
            newest.remove(RecordCodec.decodeId(id));
        }
        bytes.remove(HEADER + length);
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
            Optional<JournalRecord> found = Optional.empty();
            for (long place = bytes.start(); place < bytes.end(); place += HEADER + length(place)) {
                JournalRecord record = RecordCodec.decode(record(place));
                if (record.content() instanceof JournalRecord.Message message
                        && messageId.equals(message.message().messageId())) {
                    found = Optional.of(record);
                }
            }
            return found;
        } finally {
            lock.unlock();
        }
    }

    /** Position of the newest record of a charge point, or {@link JournalPosition#START}. */
    JournalPosition last(ChargePointId id) {
        lock.lock();
        try {
            Newest own = newest.get(id);
            return own == null
                    ? JournalPosition.START
                    : RecordCodec.decode(record(own.place)).position();
        } finally {
            lock.unlock();
        }
    }

    /** The caller holds the lock. */
    private List<JournalRecord> find(ChargePointId id, JournalPosition position) {
        Newest own = newest.get(id);
        List<JournalRecord> found = new ArrayList<>();
        for (long place = own == null ? NONE : own.place; place >= bytes.start(); place = previous(place)) {
            JournalRecord record = RecordCodec.decode(record(place));
            if (record.position().compareTo(position) > 0) {
                found.add(record);
            } else if (record.position().epoch() == position.epoch()) {
                break; // only a session that ends late has records behind those of a later session
            }
        }
        return found.reversed();
    }

    private int length(long place) {
        return bytes.read(place, Integer.BYTES).getInt();
    }

    private long previous(long place) {
        return bytes.read(place, HEADER).getLong(Integer.BYTES);
    }

    private ByteBuffer record(long place) {
        return bytes.read(place + HEADER, length(place));
    }

    /** Memory of the records, in bytes. */
    long bytes() {
        lock.lock();
        try {
            return bytes.end() - bytes.start();
        } finally {
            lock.unlock();
        }
    }
}
