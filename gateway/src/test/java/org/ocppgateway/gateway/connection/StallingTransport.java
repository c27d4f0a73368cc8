package org.ocppgateway.gateway.connection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;

/** In-memory transport. It sends frames immediately, or one by one when the test calls {@link #sendOne}. */
class StallingTransport implements Transport {
    private final List<OutboundFrame> given = new ArrayList<>();
    private final Queue<SendListener> unsent = new ArrayDeque<>();
    final AtomicInteger demands = new AtomicInteger();
    final AtomicInteger aborts = new AtomicInteger();
    private boolean stalled;

    synchronized void stall() {
        stalled = true;
    }

    /** All frames passed to {@link #send}. */
    synchronized List<OutboundFrame> given() {
        return List.copyOf(given);
    }

    /** Reports the frame in flight as sent. */
    void sendOne() {
        SendListener listener;
        synchronized (this) {
            listener = unsent.remove();
        }
        listener.onSent();
    }

    @Override
    public void send(OutboundFrame frame, SendListener listener) {
        synchronized (this) {
            given.add(frame);
            if (stalled) {
                unsent.add(listener);
                return;
            }
        }
        listener.onSent();
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
    public ByteCounts byteCounts() {
        return new ByteCounts(1_000, 2_000);
    }

    @Override
    public String remoteAddress() {
        return "192.0.2.1:4711";
    }
}
