package org.ocppgateway.gateway.connection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;

/** A socket in memory that sends a frame only when the test says so, or at once. */
final class StallingTransport implements Transport {
    private final List<OutboundFrame> given = new ArrayList<>();
    private final Queue<Sent> unsent = new ArrayDeque<>();
    final AtomicInteger demands = new AtomicInteger();
    final AtomicInteger aborts = new AtomicInteger();
    private boolean stalled;

    synchronized void stall() {
        stalled = true;
    }

    /** Everything given so far. */
    synchronized List<OutboundFrame> given() {
        return List.copyOf(given);
    }

    /** Lets the frame in flight go out. */
    void sendOne() {
        Sent sent;
        synchronized (this) {
            sent = unsent.remove();
        }
        sent.succeeded();
    }

    @Override
    public void send(OutboundFrame outgoing, Sent sent) {
        synchronized (this) {
            given.add(outgoing);
            if (stalled) {
                unsent.add(sent);
                return;
            }
        }
        sent.succeeded();
    }

    @Override
    public void demand() {
        demands.incrementAndGet();
    }

    @Override
    public void abort() {
        aborts.incrementAndGet();
    }

    @Override
    public String remoteAddress() {
        return "192.0.2.1:4711";
    }
}
