package org.ocppgateway.routing.sweep;

import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** The commands of one partition that the sweeper looks after. Used by the sweeper's thread. */
final class PartitionProgress {
    private final TreeMap<Long, TrackedCommand> tracked = new TreeMap<>();
    private volatile int size;
    private final AtomicLong bytes = new AtomicLong();
    private volatile boolean revoked;

    void track(TrackedCommand command) {
        TrackedCommand before = tracked.put(command.swept().offset(), command);
        count(command.swept().bytes() - (before == null ? 0 : before.swept().bytes()));
    }

    void done(TrackedCommand command) {
        if (tracked.remove(command.swept().offset(), command)) {
            count(-command.swept().bytes());
        }
    }

    private void count(long difference) {
        size = tracked.size();
        bytes.addAndGet(difference);
    }

    /** The offset of the first command that is held: so far the partition is done. */
    OptionalLong first() {
        return tracked.isEmpty() ? OptionalLong.empty() : OptionalLong.of(tracked.firstKey());
    }

    /** Any thread may ask. */
    int size() {
        return size;
    }

    /** Bytes of the records that are held. Any thread may ask. */
    long bytes() {
        return bytes.get();
    }

    /** The partition is another member's; what is held of it is not looked at any more. */
    void revoke() {
        revoked = true;
    }

    /** Any thread may ask. */
    boolean revoked() {
        return revoked;
    }
}
