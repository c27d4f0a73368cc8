package org.ocppgateway.gateway.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InboxTest {
    private static final int BOUND = 10;

    private final AtomicInteger reads = new AtomicInteger();
    private final Backlog backlog = new Backlog(BOUND);
    private final Inbox first = inbox();
    private final Inbox second = inbox();

    /**
     * What one inbox is done with lets another one read on. If it did so under its own lock, two threads that do this to each other
     * would wait for ever.
     */
    @Test
    void noInboxIsLockedWhileOneIsReadFrom() throws InterruptedException {
        first.put("xxxxx");
        second.put("xxxxx");
        assertEquals(0, reads.get());
        first.take();
        first.done(5);
        assertEquals(0, reads.get());
        second.take();
        second.done(5);
        assertEquals(2, reads.get());
        first.readMore();
        second.close();
        second.put("thrown away");
        second.discard();
        assertEquals(4, reads.get());
    }

    private Inbox inbox() {
        return new Inbox(
                new StallingTransport() {
                    @Override
                    public void demand() {
                        List.of(first, second).forEach(inbox -> assertFalse(Thread.holdsLock(inbox)));
                        reads.incrementAndGet();
                    }
                },
                BOUND,
                BOUND,
                backlog);
    }
}
