package org.ocppgateway.gateway.connection;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Received messages that wait for the read loop, and the number of unprocessed characters of this connection. The next frame is requested
 * from the transport only while the inbox and the backlog of all connections have capacity. A peer that sends too much therefore fills its
 * own TCP window and not this process's heap. One connection fills at most its share of the backlog and one message.
 *
 * <p>A transport thread adds messages, the read loop takes them. No method calls other objects under the lock, except
 * {@link MessageBacklog#tryAdd}.
 */
final class Inbox {
    private final Transport transport;
    private final int limit;
    private final long share;
    private final MessageBacklog backlog;
    private final LazyQueue<String> messages = new LazyQueue<>();
    private @Nullable Thread waitingReader;
    private int unprocessedCharacters;
    private boolean paused;
    private boolean waitsForBacklog;
    private boolean closed;

    /**
     * @param limit maximum number of waiting messages
     * @param share characters of unprocessed messages above which the connection is not read
     */
    Inbox(Transport transport, int limit, long share, MessageBacklog backlog) {
        this.transport = transport;
        this.limit = limit;
        this.share = share;
        this.backlog = backlog;
    }

    /**
     * Adds a complete message. After {@link #close} messages are discarded, but reading continues so that the peer's close frame is
     * received.
     *
     * @return false if the message exceeds the backlog limit; it is not added then
     */
    boolean offer(String message) {
        DemandAction action;
        Thread reader;
        synchronized (this) {
            if (!closed) {
                if (!backlog.tryAdd(message.length())) {
                    return false;
                }
                unprocessedCharacters += message.length();
                messages.add(message);
            }
            paused = true;
            action = resumeIfCapacity();
            reader = waitingReader;
        }
        action.run(this);
        LockSupport.unpark(reader);
        return true;
    }

    /** Demands the next frame, as soon as the inbox and the backlog have capacity for another message. */
    void demandNext() {
        DemandAction action;
        synchronized (this) {
            paused = true;
            action = resumeIfCapacity();
        }
        action.run(this);
    }

    /** Removes processed characters of complete messages. */
    void release(int characters) {
        int released;
        DemandAction action;
        synchronized (this) {
            released = Math.min(characters, unprocessedCharacters);
            unprocessedCharacters -= released;
            action = resumeIfCapacity();
        }
        action.run(this);
        backlog.remove(released);
    }

    /** Blocks until there is a message; null when the inbox is closed and empty. */
    @Nullable
    String take() throws InterruptedException {
        while (true) {
            String message;
            DemandAction action;
            synchronized (this) {
                message = messages.poll();
                if (message == null && closed) {
                    return null;
                }
                action = message == null ? DemandAction.NONE : resumeIfCapacity();
                waitingReader = message == null ? Thread.currentThread() : null;
            }
            action.run(this);
            if (message != null) {
                return message;
            }
            LockSupport.park(this);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    /** Called by the backlog once per {@link MessageBacklog#notifyWhenLow}, on any thread. */
    void onBacklogLow() {
        DemandAction action;
        synchronized (this) {
            waitsForBacklog = false;
            action = resumeIfCapacity();
        }
        action.run(this);
    }

    /** Accepts no further message. Messages that are already queued can still be taken. */
    void close() {
        Thread reader;
        DemandAction action;
        synchronized (this) {
            closed = true;
            action = resumeIfCapacity();
            reader = waitingReader;
        }
        action.run(this);
        LockSupport.unpark(reader);
    }

    /** Discards queued messages and releases all unprocessed characters. */
    void discard() {
        synchronized (this) {
            List<String> unused = messages.drain();
        }
        release(Integer.MAX_VALUE);
    }

    /** Number of messages that wait for the read loop. */
    synchronized int size() {
        return messages.size();
    }

    /** Whether reading is paused because the inbox, the connection's share of the backlog or the backlog is full. */
    synchronized boolean isPaused() {
        return paused;
    }

    /** Decided under the lock, run without it. */
    private enum DemandAction {
        NONE,
        DEMAND_FRAME,
        WAIT_FOR_BACKLOG;

        void run(Inbox inbox) {
            switch (this) {
                case NONE -> {}
                case DEMAND_FRAME -> inbox.transport.demand();
                case WAIT_FOR_BACKLOG -> inbox.backlog.notifyWhenLow(inbox);
            }
        }
    }

    /** The caller holds the lock. */
    private DemandAction resumeIfCapacity() {
        if (!paused || (!closed && (messages.size() >= limit || unprocessedCharacters > share))) {
            return DemandAction.NONE;
        }
        if (closed || !backlog.isHigh()) {
            paused = false;
            return DemandAction.DEMAND_FRAME;
        }
        if (waitsForBacklog) {
            return DemandAction.NONE;
        }
        waitsForBacklog = true;
        return DemandAction.WAIT_FOR_BACKLOG;
    }
}
