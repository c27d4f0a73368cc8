package org.ocppgateway.gateway.connection;

import org.jspecify.annotations.Nullable;

/**
 * The only way out of a connection: frames leave one at a time, in order, from a bounded queue.
 *
 * <p>There is no writer thread. Whoever finds the writer idle sends; when a frame is sent, the thread that learns of it sends
 * the next one.
 */
final class Writer implements Transport.Sent {
    private final Transport transport;
    private final int bound;
    private final WaitingQueue<Outgoing> queue = new WaitingQueue<>();
    private boolean sending;
    private boolean inFlight;
    private int framesGiven;
    private boolean closed;

    /** What became of an offered frame. */
    enum Offer {
        TAKEN,
        FULL,
        CLOSED
    }

    Writer(Transport transport, int bound) {
        this.transport = transport;
        this.bound = bound;
    }

    Offer offer(Outgoing outgoing) {
        synchronized (this) {
            if (closed) {
                return Offer.CLOSED;
            }
            if (queue.size() >= bound) {
                return Offer.FULL;
            }
            queue.add(outgoing);
        }
        sendWaiting();
        return Offer.TAKEN;
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
            if (discard) {
                queue.drain();
            }
            if (status != null) {
                queue.add(new Outgoing.Close(status));
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
            Outgoing next;
            synchronized (this) {
                next = inFlight ? null : queue.poll();
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
}
