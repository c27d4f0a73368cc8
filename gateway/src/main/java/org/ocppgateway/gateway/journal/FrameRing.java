package org.ocppgateway.gateway.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.limit.FirstItems;
import org.ocppgateway.protocol.ChargePointId;

/**
 * The last records of all charge points of this pod, bounded by their bytes. A new record displaces the oldest ones of any charge point.
 * Records are stored as bytes: as objects they would live for seconds, survive many young collections, and die old. Thread-safe. A reader
 * holds the lock for a bounded number of records or bytes at a time, and decodes records without it.
 */
final class FrameRing {
    private static final long NONE = -1;

    /**
     * Before each record: its length without this, the place of the previous record of the charge point or {@link #NONE}, and whether it
     * is the newest one of the charge point.
     */
    private static final int HEADER = Integer.BYTES + Long.BYTES + 1;

    private static final int PREVIOUS_AT = Integer.BYTES;
    private static final int NEWEST_AT = HEADER - 1;
    private static final byte IS_NEWEST = 1;
    private static final byte NOT_NEWEST = 0;

    /** Maximum number of records that a reader visits in one hold of the lock. */
    private static final int MAX_VISITED = 500;

    /** A reader that has copied this many bytes releases the lock. */
    private static final int MAX_COPIED = 64 * 1024;

    /** Number of records that are selected beyond the limit, in place of those that are displaced before they are copied. */
    private static final int SPARE = 500;

    private static final Comparator<Entry> BY_POSITION = Comparator.comparing(Entry::position);

    /** Fair, so that a reader that takes it again at once does not overtake the journal's thread. */
    private final ReentrantLock lock = new ReentrantLock(true);

    private final Condition added = lock.newCondition();
    private final RecordCodec codec = new RecordCodec();
    private final ByteBuffer header = ByteBuffer.allocate(HEADER);
    private final ByteRing bytes;
    private final Map<ChargePointId, Newest> newest = new HashMap<>();

    /** The newest record of a charge point, and its latest session: one that ends late has records behind those of the next one. */
    private static final class Newest {
        private long place = NONE;
        private long latestEpoch;
    }

    /** A record of a charge point. */
    private record Entry(JournalPosition position, long place) {}

    /**
     * State of a search for a message id.
     *
     * @param next place of the record to continue with
     * @param found copy of the newest record with the message id; null if there is none so far
     */
    private record Search(long next, @Nullable ByteBuffer found) {}

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
        own.latestEpoch = Math.max(own.latestEpoch, record.position().epoch());
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

    /**
     * The first records of a charge point after a position, in the order of their positions. Records that are displaced meanwhile may be
     * missing.
     *
     * @param limit maximum number of records
     */
    List<JournalRecord> after(ChargePointId id, JournalPosition position, int limit) {
        FirstItems<Entry> first =
                new FirstItems<>(BY_POSITION, (int) Math.min((long) limit + SPARE, Integer.MAX_VALUE));
        ByteBuffer beginning = ByteBuffer.allocate(HEADER + RecordCodec.MAX_POSITION_BYTES);
        long place = newestPlace(id);
        while (place != NONE) {
            place = visit(id, place, position, beginning, first);
        }
        return decode(first.inOrder().iterator(), limit);
    }

    /** Does the same, but waits for a record; an empty list after the timeout. */
    List<JournalRecord> awaitAfter(ChargePointId id, JournalPosition position, int limit, Duration timeout)
            throws InterruptedException {
        long nanos = timeout.toNanos();
        while (true) {
            long seen = newestPlace(id);
            List<JournalRecord> found = after(id, position, limit);
            if (!found.isEmpty() || nanos <= 0) {
                return found;
            }
            nanos = awaitNewer(id, seen, nanos);
        }
    }

    /**
     * Waits until the newest record of a charge point is another one.
     *
     * @return remaining nanoseconds
     */
    private long awaitNewer(ChargePointId id, long seen, long nanos) throws InterruptedException {
        lock.lock();
        try {
            long remaining = nanos;
            while (placeOfNewest(id) == seen && remaining > 0) {
                remaining = added.awaitNanos(remaining);
            }
            return remaining;
        } finally {
            lock.unlock();
        }
    }

    /** The newest frame with this message id; empty if there is none. Takes time proportional to the number of records. */
    Optional<JournalRecord> find(String messageId) {
        byte[] wanted = messageId.getBytes(UTF_8);
        ByteBuffer beginning = ByteBuffer.allocate(HEADER + RecordCodec.MAX_BYTES_BEFORE_MESSAGE_ID + wanted.length);
        long end = end();
        Search search = new Search(0, null);
        while (search.next() < end) {
            search = search(search, end, beginning, wanted);
        }
        return Optional.ofNullable(search.found()).map(RecordCodec::decode);
    }

    /** Position of the newest record of a charge point, or {@link JournalPosition#START}. */
    JournalPosition last(ChargePointId id) {
        lock.lock();
        try {
            long place = placeOfNewest(id);
            return place == NONE ? JournalPosition.START : RecordCodec.decodePosition(record(place));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Visits a bounded number of records of a charge point, the newest first.
     *
     * @return place of the record to continue with; {@link #NONE} at the end
     */
    private long visit(
            ChargePointId id, long begin, JournalPosition after, ByteBuffer beginning, FirstItems<Entry> found) {
        lock.lock();
        try {
            Newest own = newest.get(id);
            if (own == null || own.latestEpoch < after.epoch()) {
                return NONE;
            }
            long place = begin;
            for (int i = 0; i < MAX_VISITED && place >= bytes.start(); i++) {
                JournalPosition position =
                        RecordCodec.decodePosition(beginning(place, beginning).position(HEADER));
                if (position.compareTo(after) > 0) {
                    found.add(new Entry(position, place));
                } else if (position.epoch() == own.latestEpoch) {
                    return NONE; // the records of one session are in order, and no session is later
                }
                place = beginning.getLong(PREVIOUS_AT);
            }
            return place >= bytes.start() ? place : NONE;
        } finally {
            lock.unlock();
        }
    }

    /** Continues a search with a bounded number of records. */
    private Search search(Search search, long end, ByteBuffer beginning, byte[] messageId) {
        lock.lock();
        try {
            long place = Math.max(search.next(), bytes.start());
            long found = NONE;
            for (int i = 0; i < MAX_VISITED && place < end; i++) {
                if (RecordCodec.hasMessageId(beginning(place, beginning).position(HEADER), messageId)) {
                    found = place;
                }
                place += HEADER + beginning.getInt(0);
            }
            return new Search(place, found == NONE ? search.found() : record(found));
        } finally {
            lock.unlock();
        }
    }

    private List<JournalRecord> decode(Iterator<Entry> entries, int limit) {
        List<JournalRecord> records = new ArrayList<>();
        while (records.size() < limit && entries.hasNext()) {
            copy(entries, limit - records.size()).forEach(encoded -> records.add(RecordCodec.decode(encoded)));
        }
        return records;
    }

    /** Copies a bounded number of records. Leaves out those that are displaced. */
    private List<ByteBuffer> copy(Iterator<Entry> entries, int limit) {
        List<ByteBuffer> copies = new ArrayList<>();
        lock.lock();
        try {
            int copied = 0;
            while (copied < MAX_COPIED && copies.size() < limit && entries.hasNext()) {
                long place = entries.next().place();
                if (place >= bytes.start()) {
                    ByteBuffer record = record(place);
                    copied += record.remaining();
                    copies.add(record);
                }
            }
        } finally {
            lock.unlock();
        }
        return copies;
    }

    private long newestPlace(ChargePointId id) {
        lock.lock();
        try {
            return placeOfNewest(id);
        } finally {
            lock.unlock();
        }
    }

    private long end() {
        lock.lock();
        try {
            return bytes.end();
        } finally {
            lock.unlock();
        }
    }

    /** The caller holds the lock, as for all below without a lock of their own. */
    private long placeOfNewest(ChargePointId id) {
        Newest own = newest.get(id);
        return own == null ? NONE : own.place;
    }

    /** Reads the header and the first bytes of a record into a buffer; behind a short record, those of the next one. */
    private ByteBuffer beginning(long place, ByteBuffer beginning) {
        long length = Math.min(beginning.capacity(), bytes.end() - place);
        return bytes.read(place, beginning.clear().limit((int) length));
    }

    private ByteBuffer record(long place) {
        int length = bytes.read(place, Integer.BYTES).getInt();
        return bytes.read(place + HEADER, length);
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
