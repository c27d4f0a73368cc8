package org.ocppgateway.gateway.connection;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The only way out of a connection: frames leave one at a time. Messages leave in order from a bounded queue. A ping and a pong have a
 * place of their own before them, so of the pings that come in while the socket is busy only the newest is answered (RFC 6455 section
 * 5.5.3), and control frames never fill the queue.
 *
 * <p>There is no writer thread. Whoever finds the writer idle sends; when a frame is sent, the thread on which that is reported sends
 * the next one.
 */
final class Writer implements Transport.Sent {
    private final Transport transport;
    private final int bound;
    private final LazyQueue<OutboundFrame> queue = new LazyQueue<>();
    private @Nullable ByteBuffer pong;
    private boolean ping;
    private boolean sending;
    private boolean inFlight;
    private int framesGiven;
    private boolean closed;

    /** What became of an offered message. */
    enum Offer {
        TAKEN,
        FULL,
        CLOSED
    }

    Writer(Transport transport, int bound) {
        this.transport = transport;
        this.bound = bound;
    }

    Offer offer(OutboundFrame.Text message) {
        synchronized (this) {
            if (closed) {
                return Offer.CLOSED;
            }
            if (queue.size() >= bound) {
                return Offer.FULL;
            }
            queue.add(message);
        }
        sendWaiting();
        return Offer.TAKEN;
    }

    /** Sends a ping, unless one is waiting already. */
    void ping() {
        synchronized (this) {
            ping = !closed;
        }
        sendWaiting();
    }

    /** Sends a pong, in place of one that is still waiting. */
    void pong(ByteBuffer payload) {
        synchronized (this) {
            pong = closed ? null : payload;
        }
        sendWaiting();
    }

    /** The number of the frame that the socket has not taken yet, counted from 1 and over again; 0 if there is none. */
    synchronized int frameInFlight() {
        return inFlight ? framesGiven : 0;
    }

    /**
     * Ends the queue with a close frame, if there is one to send.
     *
     * @param discard whether what waits is thrown away first
     * @return false if it had ended already
     */
    boolean close(@Nullable CloseStatus status, boolean discard) {
        synchronized (this) {
            if (closed) {
                return false;
            }
            closed = true;
            dropControlFrames();
            if (discard) {
                queue.drain();
            }
            if (status != null) {
                queue.add(new OutboundFrame.Close(status));
            }
        }
        sendWaiting();
        return true;
    }

    @Override
    public void succeeded() {
        synchronized (this) {
            inFlight = false;
        }
        sendWaiting();
    }

    @Override
    public void failed(Throwable cause) {
        synchronized (this) {
            closed = true;
            dropControlFrames();
            queue.drain();
        }
        transport.abort();
    }

    private void sendWaiting() {
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
                framesGiven++;
            }
            transport.send(next, this);
        }
    }

    /** Under the lock. */
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

    /** Under the lock. */
    private void dropControlFrames() {
        pong = null;
        ping = false;
    }
}
