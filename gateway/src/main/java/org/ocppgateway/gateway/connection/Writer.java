package org.ocppgateway.gateway.connection;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The single writer of a connection: sends one frame at a time. Messages leave in order from a bounded queue. One ping and one pong are
 * stored outside the queue and sent before it. Therefore only the newest ping of the peer is answered while a frame is in flight (RFC
 * 6455 section 5.5.3), and control frames never fill the queue.
 *
 * <p>There is no writer thread. The thread that adds a frame to an idle writer sends it; the thread that reports a frame as sent sends
 * the next one. Thread-safe.
 */
final class Writer implements Transport.SendListener {
    private final Transport transport;
    private final int queueLimit;
    private final LazyQueue<OutboundFrame> queue = new LazyQueue<>();
    private @Nullable ByteBuffer pong;
    private boolean ping;
    private boolean sending;
    private boolean inFlight;
    private int framesStarted;
    private boolean closed;

    /** Result of offering a message. */
    enum OfferResult {
        ACCEPTED,
        FULL,
        CLOSED
    }

    Writer(Transport transport, int queueLimit) {
        this.transport = transport;
        this.queueLimit = queueLimit;
    }

    /** @param onQueued runs before the message can be sent, unless it is refused; must not block */
    OfferResult offer(OutboundFrame.Text message, Runnable onQueued) {
        synchronized (this) {
            if (closed) {
                return OfferResult.CLOSED;
            }
            if (queue.size() >= queueLimit) {
                return OfferResult.FULL;
            }
            onQueued.run();
            queue.add(message);
        }
        sendPending();
        return OfferResult.ACCEPTED;
    }

    /** Sends a ping, unless one is pending. */
    void ping() {
        synchronized (this) {
            ping = !closed;
        }
        sendPending();
    }

    /** Sends a pong. Replaces a pending one. */
    void pong(ByteBuffer payload) {
        synchronized (this) {
            pong = closed ? null : payload;
        }
        sendPending();
    }

    /** Number of messages that wait for the socket. */
    synchronized int size() {
        return queue.size();
    }

    /** Sequence number of the frame that the socket has not accepted yet, which may overflow; 0 if there is none. */
    synchronized int frameInFlight() {
        return inFlight ? framesStarted : 0;
    }

    /**
     * Closes the writer after the queued messages.
     *
     * @param status sent as close frame; null if none is to be sent
     * @param discardQueue whether queued messages are discarded
     * @return false if the writer was closed already
     */
    boolean close(@Nullable CloseStatus status, boolean discardQueue) {
        synchronized (this) {
            if (closed) {
                return false;
            }
            closed = true;
            dropControlFrames();
            if (discardQueue) {
                queue.drain();
            }
            if (status != null) {
                queue.add(new OutboundFrame.Close(status));
            }
        }
        sendPending();
        return true;
    }

    @Override
    public void onSent() {
        synchronized (this) {
            inFlight = false;
        }
        sendPending();
    }

    @Override
    public void onSendFailed(Throwable cause) {
        synchronized (this) {
            closed = true;
            dropControlFrames();
            queue.drain();
        }
        transport.abort();
    }

    private void sendPending() {
        synchronized (this) {
            if (sending) {
                return;
            }
            sending = true;
        }
        while (true) {
            OutboundFrame next;
            synchronized (this) {
                next = inFlight ? null : poll();
                if (next == null) {
                    sending = false;
                    return;
                }
                inFlight = true;
                framesStarted++;
            }
            transport.send(next, this);
        }
    }

    /** The caller holds the lock. */
    private @Nullable OutboundFrame poll() {
        ByteBuffer payload = pong;
        if (payload != null) {
            pong = null;
            return new OutboundFrame.Pong(payload);
        }
        if (ping) {
            ping = false;
            return OutboundFrame.PING;
        }
        return queue.poll();
    }

    /** The caller holds the lock. */
    private void dropControlFrames() {
        pong = null;
        ping = false;
    }
}
