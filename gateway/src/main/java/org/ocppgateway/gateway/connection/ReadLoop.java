package org.ocppgateway.gateway.connection;

import org.ocppgateway.gateway.log.GatewayLogEvent;
import org.ocppgateway.routing.log.EventLog;

/** Calls the listener of one connection, one method after the other, on virtual threads. */
final class ReadLoop {
    private static final EventLog LOG = EventLog.of(ReadLoop.class);

    private final Connection connection;
    private final Inbox inbox;
    private final MessageAssembler assembler;
    private final ConnectionListener listener;

    ReadLoop(Connection connection, Inbox inbox, MessageAssembler assembler, ConnectionListener listener) {
        this.connection = connection;
        this.inbox = inbox;
        this.assembler = assembler;
        this.listener = listener;
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

    private void run() {
        try {
            for (String message = inbox.take(); message != null; message = inbox.take()) {
                assembler.awaitRate();
                listener.onMessage(message, new BacklogPermit(connection, message.length()));
            }
        } catch (InterruptedException | RuntimeException | Error e) {
            closeAfter(e);
        } finally {
            finish();
        }
    }

    private void closeAfter(Throwable failure) {
        if (failure instanceof InterruptedException) {
            connection.close(new CloseStatus(CloseStatus.GOING_AWAY, "stopping"));
        } else {
            connection.close(new CloseStatus(CloseStatus.INTERNAL_ERROR, "internal error"));
            LOG.log(GatewayLogEvent.CONNECTION_LISTENER_FAILED, failure);
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
