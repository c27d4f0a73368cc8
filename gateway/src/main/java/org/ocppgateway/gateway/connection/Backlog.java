package org.ocppgateway.gateway.connection;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The text of received messages that this process has not done with: being put together, waiting or in work. It is bounded, so that
 * no fleet can fill the heap with what it says. From half of the bound on nobody who has sent something is read from, and no message
 * is put together; at the bound nothing more is taken in. Any thread.
 */
final class Backlog {
    private final long bound;
    private final AtomicLong held = new AtomicLong();
    private final Queue<Inbox> heldBack = new ConcurrentLinkedQueue<>();

    /** @param bound in characters */
    Backlog(long bound) {
        this.bound = bound;
    }

    /** Counts so many characters more, unless that were too many. */
    boolean add(int characters) {
        if (held.addAndGet(characters) <= bound) {
            return true;
        }
        remove(characters);
        return false;
    }

    /** Counts so many characters less; reading goes on where it was held back. */
    void remove(int characters) {
        held.addAndGet(-characters);
        readOn();
    }

    /** Whether there is so much that some of it should be done before more is read. */
    boolean high() {
        return held.get() >= bound / 2;
    }

    /** Tells this inbox, once, when reading may go on: each is in here once at most. */
    void holdBack(Inbox inbox) {
        heldBack.add(inbox);
        readOn(); // what would have told it may have ended a moment ago
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

    long held() {
        return held.get();
    }
}
