package org.ocppgateway.gateway.connection;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The text of received messages that this process has not done with: being put together, waiting or in work. It is bounded, so that
 * no fleet can fill the heap with what it says. From half of the bound on nobody who has sent something is read from, and no message
 * is put together; at the bound nothing more is taken in. What is being put together is not among that half, or a few who never end
 * their messages could silence all others; it has a bound of its own. Any thread.
 */
final class Backlog {
    /** What is being put together may take one part of so many. */
    private static final int INCOMPLETE_PARTS = 4;

    private final long bound;
    private final AtomicLong whole = new AtomicLong();
    private final AtomicLong incomplete = new AtomicLong();
    private final Queue<Inbox> heldBack = new ConcurrentLinkedQueue<>();

    /** @param bound in characters */
    Backlog(long bound) {
        this.bound = bound;
    }

    /** Counts a message of so many characters more, unless that were too many. */
    boolean add(int characters) {
        if (whole.addAndGet(characters) + incomplete.get() <= bound) {
            return true;
        }
        remove(characters);
        return false;
    }

    /** Counts so many bytes more of a message that is not complete, unless there is too much to be done to wait for its end. */
    boolean addIncomplete(int bytes) {
        if (high()) {
            return false;
        }
        if (incomplete.addAndGet(bytes) <= bound / INCOMPLETE_PARTS) {
            return true;
        }
        removeIncomplete(bytes);
        return false;
    }

    /** Counts so many bytes less of a message that is complete now, or never will be. */
    void removeIncomplete(int bytes) {
        incomplete.addAndGet(-bytes);
    }

    /** Counts so many characters of messages less; reading goes on where it was held back. */
    void remove(int characters) {
        whole.addAndGet(-characters);
        readOn();
    }

    /** Whether there is so much that some of it should be done before more is read. */
    boolean high() {
        return whole.get() >= bound / 2;
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
        return whole.get() + incomplete.get();
    }
}
