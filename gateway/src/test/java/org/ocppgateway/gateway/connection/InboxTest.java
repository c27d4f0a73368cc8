package org.ocppgateway.gateway.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InboxTest {
    private static final int BOUND = 10;

    private final AtomicInteger reads = new AtomicInteger();
    private final MessageBacklog backlog = new MessageBacklog(BOUND);
    private final Inbox first = inbox();
    private final Inbox second = inbox();

    /**
     * A release of one inbox resumes another one. Under a lock, two threads that do this to each other would deadlock.
     */
    @Test
    void noInboxIsLockedDuringADemand() throws InterruptedException {
        first.offer("xxxxx");
        second.offer("xxxxx");
        assertEquals(0, reads.get());
        first.take();
        first.release(5);
        assertEquals(0, reads.get());
        second.take();
        second.release(5);
        assertEquals(2, reads.get());
        first.demandNext();
        second.close();
        second.offer("discarded");
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
