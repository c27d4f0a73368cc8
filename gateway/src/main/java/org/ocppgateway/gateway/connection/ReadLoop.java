package org.ocppgateway.gateway.connection;

import java.time.Duration;
import org.ocppgateway.gateway.log.GatewayLogEvent;
import org.ocppgateway.routing.log.EventLog;

/** Calls the listener of one connection, one method after the other, on virtual threads. */
final class ReadLoop {
    private static final EventLog LOG = EventLog.of(ReadLoop.class);

    /** Time without a message after which a connection counts as idle. */
    private static final long PAUSE = Duration.ofSeconds(10).toNanos();

    private final Connection connection;
    private final Inbox inbox;
    private final MessageAssembler assembler;
    private final ConnectionListener listener;

    /** At first so long ago that the first message follows a pause. */
    private long lastMessage;

    ReadLoop(Connection connection, Inbox inbox, MessageAssembler assembler, ConnectionListener listener) {
        this.connection = connection;
        this.inbox = inbox;
        this.assembler = assembler;
        this.listener = listener;
        this.lastMessage = connection.now() - PAUSE;
    }

    void start() {
        Thread.ofVirtual().start(this::open);
    }

    /**
     * Calls {@code onOpen} and then reads on a new thread. A parked virtual thread keeps memory for the deepest stack it ever parked with,
     * and {@code onOpen} has a far deeper stack than the wait for a message.
     */
    private void open() {
        boolean opened = false;
        try {
            listener.onOpen();
            Thread.ofVirtual().start(this::run);
            opened = true;
        } catch (InterruptedException | RuntimeException | Error e) {
            closeAfter(e);
        } finally {
            if (!opened) {
                finish();
            }
        }
    }

    /**
     * Reads until the connection ends. After a message that follows a pause, reading continues on a new thread, because the next pause
     * will be long too and the thread may have parked with a deep stack.
     */
    private void run() {
        boolean continued = false;
        try {
            for (String message = inbox.take(); message != null; message = inbox.take()) {
                boolean afterPause = recordMessage();
                assembler.awaitRate();
                listener.onMessage(message, new BacklogPermit(connection, message.length()));
                if (afterPause && inbox.size() == 0) {
                    Thread.ofVirtual().start(this::run);
                    continued = true;
                    return;
                }
            }
        } catch (InterruptedException | RuntimeException | Error e) {
            closeAfter(e);
        } finally {
            if (!continued) {
                finish();
            }
        }
    }

    /** Returns whether this message follows a pause, or is the first one. */
    private boolean recordMessage() {
        long now = connection.now();
        boolean afterPause = now - lastMessage >= PAUSE;
        lastMessage = now;
        return afterPause;
    }

    private void closeAfter(Throwable failure) {
        if (failure instanceof InterruptedException) {
            connection.close(new CloseStatus(CloseStatus.GOING_AWAY, "stopping"));
        } else {
            connection.close(new CloseStatus(CloseStatus.INTERNAL_ERROR, "internal error"));
            LOG.log(GatewayLogEvent.CONNECTION_LISTENER_FAILED, listener.subject(), failure);
        }
    }

    private void finish() {
        try {
            listener.onClose(connection.remove());
        } finally {
            inbox.discard();
        }
    }
}
