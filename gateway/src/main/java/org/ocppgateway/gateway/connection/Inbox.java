package org.ocppgateway.gateway.connection;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Received messages that wait for the read loop, and how much text of this connection is not done with. The transport is asked for
 * another message only while there is room, here and in the backlog of all, so that a flood fills the sender's TCP window and not our
 * heap. Nobody fills more of the backlog than its share and one message.
 *
 * <p>Filled by a thread of the transport, emptied by the read loop.
 */
final class Inbox {
    private final Transport transport;
    private final int bound;
    private final MessageBacklog backlog;
    private final LazyQueue<String> messages = new LazyQueue<>();
    private @Nullable Thread waitingReader;
    private int held;
    private boolean heldBack;
    private boolean waitsForBacklog;
    private boolean closed;

    Inbox(Transport transport, int bound, MessageBacklog backlog) {
        this.transport = transport;
        this.bound = bound;
        this.share = share;
        this.backlog = backlog;
    }

    /**
     * Takes a whole message in; after the end it is thrown away, but reading goes on so that the peer's close is seen.
     *
     * @return false if there is too much to be done already; it is not taken in then
     */
    boolean put(String message) {
        Demand demand;
        Thread reader;
        synchronized (this) {
            if (!closed) {
                if (!backlog.add(message.length())) {
                    return false;
                }
                held += message.length();
                messages.add(message);
            }
            heldBack = true;
            demand = demandIfRoom();
            reader = waitingReader;
        }
        demand.make(this);
        LockSupport.unpark(reader);
        return true;
    }

    /** Asks for the next frame of a message that is not complete, as soon as there is room for messages. */
    void readMore() {
        Demand demand;
        synchronized (this) {
            heldBack = true;
            demand = demandIfRoom();
        }
        demand.make(this);
    }

    /** So much of what was taken in whole is done with. */
    void release(int characters) {
        int less;
        Demand demand;
        synchronized (this) {
            less = Math.min(characters, held);
            held -= less;
            demand = demandIfRoom();
        }
        demand.make(this);
        backlog.remove(less);
    }

    /** Waits for the next message; null after the last one. */
    @Nullable
    String take() throws InterruptedException {
        while (true) {
            String message;
            Demand demand;
            synchronized (this) {
                message = messages.poll();
                if (message == null && closed) {
                    return null;
                }
                demand = message == null ? Demand.NOTHING : demandIfRoom();
                waitingReader = message == null ? Thread.currentThread() : null;
            }
            demand.make(this);
            if (message != null) {
                return message;
            }
            LockSupport.park(this);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    /** MessageBacklog: there is less to be done. */
    void readOn() {
        Demand demand;
        synchronized (this) {
            waitsForBacklog = false;
            demand = demandIfRoom();
        }
        demand.make(this);
    }

    /** No message comes in any more; those already here can still be taken. */
    void close() {
        Thread reader;
        Demand demand;
        synchronized (this) {
            closed = true;
            demand = demandIfRoom();
            reader = waitingReader;
        }
        demand.make(this);
        LockSupport.unpark(reader);
    }

    /** Nobody takes what is still here, or works on what was taken. */
    void discard() {
        synchronized (this) {
            List<String> unused = messages.drain();
        }
        done(Integer.MAX_VALUE);
    }

    /** Whether reading has stopped because the inbox, the connection's share of the backlog or the backlog is full. */
    synchronized boolean heldBack() {
        return heldBack;
    }

    /** What to do about reading, once the lock is left. */
    private enum Demand {
        NOTHING,
        NEXT_MESSAGE,
        ROOM_IN_BACKLOG;

        void make(Inbox inbox) {
            switch (this) {
                case NOTHING -> {}
                case NEXT_MESSAGE -> inbox.transport.demand();
                case ROOM_IN_BACKLOG -> inbox.backlog.holdBack(inbox);
            }
        }
    }

    /** Under the lock. */
    private Demand demandIfRoom() {
        if (!heldBack || (!closed && (messages.size() >= bound || held > share))) {
            return Demand.NOTHING;
        }
        if (closed || !backlog.high()) {
            heldBack = false;
            return Demand.NEXT_MESSAGE;
        }
        if (waitsForBacklog) {
            return Demand.NOTHING;
        }
        waitsForBacklog = true;
        return Demand.ROOM_IN_BACKLOG;
    }
}
