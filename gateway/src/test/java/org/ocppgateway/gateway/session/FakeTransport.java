package org.ocppgateway.gateway.session;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.ocppgateway.gateway.connection.CloseStatus;
import org.ocppgateway.gateway.connection.OutboundFrame;
import org.ocppgateway.gateway.connection.Transport;

/** In-memory transport that sends immediately. */
final class FakeTransport implements Transport {
    final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    final BlockingQueue<CloseStatus> closes = new LinkedBlockingQueue<>();
    final AtomicInteger demands = new AtomicInteger();
    final AtomicInteger afterClose = new AtomicInteger();
    private final LongSupplier nanoTime;
    private volatile long closedAt;

    FakeTransport(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public void send(OutboundFrame frame, SendListener listener) {
        switch (frame) {
            case OutboundFrame.Text text -> {
                texts.add(text.text());
                afterClose.addAndGet(closes.isEmpty() ? 0 : 1);
            }
            case OutboundFrame.Close close -> {
                closedAt = nanoTime.getAsLong();
                closes.add(close.status());
            }
            case OutboundFrame.Ping ping -> {}
            case OutboundFrame.Pong pong -> {}
        }
        listener.onSent();
    }

    @Override
    public void demand() {
        demands.incrementAndGet();
    }

    @Override
    public void abort() {}

    @Override
    public ByteCounts byteCounts() {
        return new ByteCounts(1_000, 2_000);
    }

    @Override
    public String remoteAddress() {
        return "192.0.2.1:4711";
    }

    /** Returns the next message sent. Fails after 60 s without one. */
    String next() throws InterruptedException {
        return taken(texts, "nothing was sent");
    }

    /** Returns the status of the close frame sent. Fails after 60 s without one. */
    CloseStatus awaitClose() throws InterruptedException {
        return taken(closes, "the connection was not closed");
    }

    /** Time at which the close frame was sent. */
    long closedAt() {
        return closedAt;
    }

    private static <T> T taken(BlockingQueue<T> from, String otherwise) throws InterruptedException {
        T next = from.poll(60, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError(otherwise);
        }
        return next;
    }
}
