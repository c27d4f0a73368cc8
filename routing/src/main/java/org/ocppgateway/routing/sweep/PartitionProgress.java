package org.ocppgateway.routing.sweep;

import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** The tracked commands of one partition and its committed progress. Used by the sweeper's thread. */
final class PartitionProgress {
    private final TreeMap<Long, TrackedCommand> tracked = new TreeMap<>();
    private volatile int size;
    private final AtomicLong bytes = new AtomicLong();
    private volatile boolean revoked;

    void track(TrackedCommand command) {
        TrackedCommand before = tracked.put(command.swept().offset(), command);
        count(command.swept().bytes() - (before == null ? 0 : before.swept().bytes()));
    }

    void finish(TrackedCommand command) {
        if (tracked.remove(command.swept().offset(), command)) {
            count(-command.swept().bytes());
        }
    }

    private void count(long difference) {
        size = tracked.size();
        bytes.addAndGet(difference);
    }

    /** Returns the offset of the first tracked command; all records before it are finished. */
    OptionalLong first() {
        return tracked.isEmpty() ? OptionalLong.empty() : OptionalLong.of(tracked.firstKey());
    }

    /** Thread-safe. */
    int size() {
        return size;
    }

    /** Bytes of the tracked records. Thread-safe. */
    long bytes() {
        return bytes.get();
    }

    /** Called when the partition moves to another member; its commands are not checked any more. */
    void revoke() {
        revoked = true;
    }

    /** Thread-safe. */
    boolean revoked() {
        return revoked;
    }
}
