package org.ocppgateway.gateway.session;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.ocppgateway.gateway.connection.CloseStatus;
import org.ocppgateway.gateway.connection.OutboundFrame;
import org.ocppgateway.gateway.connection.Transport;

/** A socket in memory that sends everything at once. */
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
    public String remoteAddress() {
        return "192.0.2.1:4711";
    }

    /** The next message sent, or an error if there is none for a while. */
    String next() throws InterruptedException {
        return taken(texts, "nothing was sent");
    }

    /** The status of the close frame sent, or an error if there is none for a while. */
    CloseStatus awaitClose() throws InterruptedException {
        return taken(closes, "the connection was not closed");
    }

    /** When the close frame was sent: time may have gone on since. */
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
