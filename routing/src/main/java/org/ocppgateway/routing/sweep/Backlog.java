package org.ocppgateway.routing.sweep;

import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** The commands of one partition that the sweeper looks after. Used by the sweeper's thread. */
final class Backlog {
    private final TreeMap<Long, Held> held = new TreeMap<>();
    private volatile int size;
    private final AtomicLong bytes = new AtomicLong();
    private volatile boolean revoked;

    void hold(Held command) {
        Held before = held.put(command.swept().offset(), command);
        count(command.swept().bytes() - (before == null ? 0 : before.swept().bytes()));
    }

    void done(Held command) {
        if (held.remove(command.swept().offset(), command)) {
            count(-command.swept().bytes());
        }
    }

    private void count(long difference) {
        size = held.size();
        bytes.addAndGet(difference);
    }

    /** The offset of the first command that is held: so far the partition is done. */
    OptionalLong first() {
        return held.isEmpty() ? OptionalLong.empty() : OptionalLong.of(held.firstKey());
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
