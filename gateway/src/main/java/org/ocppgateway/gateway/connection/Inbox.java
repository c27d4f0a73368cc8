package org.ocppgateway.gateway.connection;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Received messages that wait for the read loop. The transport is asked for another message only while there is room, so
 * that a flood fills the sender's TCP window and not our heap.
 *
 * <p>Filled by a thread of the transport, emptied by the read loop.
 */
final class Inbox {
    private final Transport transport;
    private final int bound;
    private final WaitingQueue<String> messages = new WaitingQueue<>();
    private @Nullable Thread waitingReader;
    private boolean heldBack;
    private boolean closed;

    Inbox(Transport transport, int bound) {
        this.transport = transport;
        this.bound = bound;
    }

    /** Takes a message in; after the end it is thrown away, but reading goes on so that the peer's close is seen. */
    void put(String message) {
        boolean room;
        Thread reader;
        synchronized (this) {
            if (!closed) {
                messages.add(message);
            }
            room = closed || messages.size() < bound;
            heldBack = !room;
            reader = waitingReader;
        }
        if (room) {
            transport.demand();
        }
        LockSupport.unpark(reader);
    }

    /** Waits for the next message; null after the last one. */
    @Nullable
    String take() throws InterruptedException {
        while (true) {
            String message;
            boolean demand;
            synchronized (this) {
                message = messages.poll();
                if (message == null && closed) {
                    return null;
                }
                demand = message != null && heldBack;
                heldBack = heldBack && !demand;
                waitingReader = message == null ? Thread.currentThread() : null;
            }
            if (demand) {
                transport.demand();
            }
            if (message != null) {
                return message;
            }
            LockSupport.park(this);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    /** No message comes in any more; those already here can still be taken. */
    void close() {
        Thread reader;
        boolean demand;
        synchronized (this) {
            closed = true;
            demand = heldBack;
            heldBack = false;
            reader = waitingReader;
        }
        if (demand) {
            transport.demand();
        }
        LockSupport.unpark(reader);
    }

    /** Whether reading has stopped because the inbox is full. */
    synchronized boolean heldBack() {
        return heldBack;
    }
}
