package org.ocppgateway.gateway.connection;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the text of received messages of all connections that is waiting or in work. From half of the bound on no connection that has
 * sent something is read from; a message on top of the bound is not taken in. Incomplete messages have a bound of their own
 * ({@link PartialMessages}), or a few that are never completed could silence all others. Any thread.
 */
final class MessageBacklog {
    private final long bound;
    private final AtomicLong held = new AtomicLong();
    private final Queue<Inbox> heldBack = new ConcurrentLinkedQueue<>();

    /** @param bound in characters */
    MessageBacklog(long bound) {
        this.bound = bound;
    }

    /** Accounts for a message, unless it exceeds the bound. Calls nothing, so it may be called under the lock of an inbox. */
    boolean add(int characters) {
        long before;
        do {
            before = held.get();
            if (before + characters > bound) {
                return false;
            }
        } while (!held.compareAndSet(before, before + characters));
        return true;
    }

    /** Accounts for the end of messages; may lead into inboxes, so it must not be called under the lock of one. */
    void remove(int characters) {
        held.addAndGet(-characters);
        readOn();
    }

    /** Whether some of it should be worked off before more is read. */
    boolean high() {
        return held.get() >= bound / 2;
    }

    /** Calls {@link Inbox#readOn} once, when reading may go on: each inbox is in here once at most. */
    void holdBack(Inbox inbox) {
        heldBack.add(inbox);
        readOn(); // the room may have come a moment before it was added
    }

    private void readOn() {
        while (!high()) {
            Inbox inbox = heldBack.poll();
            if (inbox == null) {
                return;
            }
            inbox.readOn();
        }
    }

    /** In characters. */
    long held() {
        return held.get();
    }
}
