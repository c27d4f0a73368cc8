package org.ocppgateway.gateway.connection;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Limits the text of complete messages that wait for processing or are being processed, over all connections. At half of the limit the
 * gateway stops reading from connections that have unprocessed messages. A message that would exceed the limit is not accepted.
 *
 * <p>Incomplete messages have their own limit ({@link PartialMessages}). Otherwise a few peers that never complete a message could block
 * all others. Thread-safe.
 */
final class MessageBacklog {
    private final long limit;
    private final AtomicLong characters = new AtomicLong();
    private final Queue<Inbox> pausedInboxes = new ConcurrentLinkedQueue<>();

    /** @param limit in characters */
    MessageBacklog(long limit) {
        this.limit = limit;
    }

    /** Adds a message unless it exceeds the limit. Calls no other object, so an inbox may call it under its lock. */
    boolean tryAdd(int added) {
        long before;
        do {
            before = characters.get();
            if (before + added > limit) {
                return false;
            }
        } while (!characters.compareAndSet(before, before + added));
        return true;
    }

    /** Removes processed messages. May call inboxes, so an inbox must not call it under its lock. */
    void remove(int removed) {
        characters.addAndGet(-removed);
        resumeInboxes();
    }

    /** Whether the backlog is at half of its limit or above. */
    boolean isHigh() {
        return characters.get() >= limit / 2;
    }

    /** Calls {@link Inbox#onBacklogLow} once, as soon as the backlog is low. An inbox must not register again before that call. */
    void notifyWhenLow(Inbox inbox) {
        pausedInboxes.add(inbox);
        resumeInboxes(); // the backlog may have become low just before the inbox was added
    }

    private void resumeInboxes() {
        while (!isHigh()) {
            Inbox inbox = pausedInboxes.poll();
            if (inbox == null) {
                return;
            }
            inbox.onBacklogLow();
        }
    }

    long characters() {
        return characters.get();
    }
}
