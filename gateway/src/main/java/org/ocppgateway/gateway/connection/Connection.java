package org.ocppgateway.gateway.connection;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One open WebSocket: messages come in through a bounded inbox to a read loop on a virtual thread, and leave through a single
 * writer. What a thread of the transport calls only hands over: it may be one that reads for many other connections.
 */
public final class Connection {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final Connections connections;
    private final Transport transport;
    private final Inbox inbox;
    private final MessageAssembler incoming;
    private final Liveness liveness;
    private final Writer writer;
    private final int slot;
    private volatile @Nullable Disconnection disconnection;

    Connection(Connections connections, Transport transport, int slot) {
        this.connections = connections;
        this.transport = transport;
        this.slot = slot;
        this.inbox = new Inbox(transport, connections.limits().receive().inboxBound(), connections.backlog());
        this.incoming = new MessageAssembler(this, connections, transport, inbox);
        this.liveness = new Liveness(connections.now());
        this.writer = new Writer(transport, connections.limits().writerBound());
    }

    /** Asks for the first message, has the listener begin and starts the read loop. */
    void start(ConnectionListener listener) {
        transport.demand();
        Thread.ofVirtual().start(() -> begin(listener));
    }

    /**
     * Has the read loop begin on a thread of its own: a parked thread keeps room for the deepest stack it ever parked with, and the
     * beginning of a session goes far deeper than waiting for a message.
     */
    private void begin(ConnectionListener listener) {
        boolean begun = false;
        try {
            listener.onOpen();
            Thread.ofVirtual().start(() -> readAll(listener));
            begun = true;
        } catch (InterruptedException | RuntimeException | Error e) {
            closeFor(e);
        } finally {
            if (!begun) {
                leave(listener);
            }
        }
    }

    private void readAll(ConnectionListener listener) {
        try {
            for (String message = inbox.take(); message != null; message = inbox.take()) {
                incoming.keepToRate();
                listener.onMessage(message);
            }
        } catch (InterruptedException | RuntimeException | Error e) {
            closeFor(e);
        } finally {
            leave(listener);
        }
    }

    private void closeFor(Throwable problem) {
        if (problem instanceof InterruptedException) {
            close(new CloseStatus(CloseStatus.GOING_AWAY, "stopping"));
        } else {
            close(new CloseStatus(CloseStatus.INTERNAL_ERROR, "internal error"));
            LOG.warn("A session failed and is closed", problem);
        }
    }

    private void leave(ConnectionListener listener) {
        try {
            connections.remove(this);
            listener.onClose(Objects.requireNonNull(disconnection));
        } finally {
            inbox.discard();
        }
    }

    /**
     * Transport: a text message has arrived, or a part of one. A part counts as activity, but only for as long as one message may take.
     *
     * @param payload read within this call
     * @param last whether the message is complete with it
     */
    public void onText(ByteBuffer payload, boolean last) {
        recordActivity();
        incoming.text(payload, last);
    }

    /** Transport: a binary message has arrived, or a part of one. */
    public void onBinary() {
        incoming.binary();
    }

    /** Transport: the peer pings. While the socket is busy only its newest ping is answered. */
    public void onPing(ByteBuffer payload) {
        recordActivity();
        writer.pong(payload);
        incoming.controlFrame();
    }

    /** Transport: the peer has answered a ping. */
    public void onPong() {
        liveness.heardPong(connections.now());
        incoming.controlFrame();
    }

    private void recordActivity() {
        liveness.heard(connections.now());
    }

    /** A message of so many characters is not held in memory any more. */
    public void release(int characters) {
        inbox.release(characters);
    }

    /**
     * Pings the peer and waits for a sign of life of any kind; false if none comes within the limit, or the connection ends. A peer
     * whose reading is held back counts as alive: its pong could not be seen.
     */
    public boolean probe(Duration limit) throws InterruptedException {
        CompletableFuture<Void> awaited = liveness.expect();
        if (isClosing()) {
            return false;
        }
        if (incoming.heldBack(connections.now())) {
            return true;
        }
        writer.ping();
        return Liveness.await(awaited, limit) && !isClosing();
    }

    /**
     * Transport: the peer closes. The transport answers that itself, behind the frame that is on its way; if the peer does not read
     * that in time, the connection is cut.
     */
    public void onPeerClose(CloseStatus how) {
        close(new Disconnection(Disconnection.By.CHARGE_POINT, how), null, true);
    }

    /** Transport: the connection has ended, with 1006 if nobody closed it, else with the code of the transport's own close frame. */
    public void onDisconnected(CloseStatus how) {
        end(new Disconnection(how.code() == CloseStatus.NO_CLOSE_FRAME ? Disconnection.By.NETWORK : Disconnection.By.GATEWAY, how));
        writer.close(null, true);
    }

    /**
     * Sends a message after all those before it.
     *
     * @return false if it will not be sent, because the connection is closing or is closed now as a slow consumer
     */
    public boolean send(String message) {
        if (isClosing()) {
            return false;
        }
        return switch (writer.offer(new OutboundFrame.Text(message))) {
            case TAKEN -> {
                connections.metrics().sent();
                yield true;
            }
            case CLOSED -> false;
            case FULL -> {
                connections.metrics().slowConsumer();
                CloseStatus tooSlow = new CloseStatus(CloseStatus.POLICY_VIOLATION, "reads too slowly");
                close(byGateway(tooSlow), tooSlow, true);
                yield false;
            }
        };
    }

    /** Closes after what is already on its way out; the connection is cut if the peer does not go along in time. */
    public void close(CloseStatus why) {
        close(byGateway(why), why, false);
    }

    /** Whether nothing can be sent any more. */
    public boolean isClosing() {
        return disconnection != null;
    }

    private static Disconnection byGateway(CloseStatus why) {
        return new Disconnection(Disconnection.By.GATEWAY, why);
    }

    private void close(Disconnection why, @Nullable CloseStatus frame, boolean discard) {
        end(why);
        if (writer.close(frame, discard)) {
            connections.afterCloseTimeout(transport::abort);
        }
    }

    private void end(Disconnection how) {
        boolean first;
        synchronized (this) {
            first = disconnection == null;
            if (first) {
                disconnection = how;
            }
        }
        if (first) {
            connections.metrics().closed(how.status());
        }
        inbox.close();
        incoming.end();
        liveness.wake();
    }

    /** Where the peer is, for people. */
    public String remoteAddress() {
        return transport.remoteAddress();
    }

    int slot() {
        return slot;
    }

    /**
     * Ping service: cuts a peer that has been silent, takes too long over one message or does not read; pings any other. One thread at
     * a time.
     */
    void checkLiveness(long now) {
        if (incoming.heldBack(now)) {
            liveness.heard(now);
        }
        Liveness.Taking taking = liveness.taking(writer.frameInFlight());
        if (liveness.isSilent(connections.limits().liveness(), now)) {
            connections.metrics().silent();
            cut(CloseStatus.SILENT);
        } else if (incoming.isOverdue(now)) {
            connections.metrics().unfinished();
            cut(new CloseStatus(CloseStatus.POLICY_VIOLATION, "too long over one message"));
        } else if (!isClosing() || taking == Liveness.Taking.NONE_SINCE_THE_VISIT_BEFORE) {
            ping(taking, now);
        }
    }

    private void ping(Liveness.Taking taking, long now) {
        switch (taking) {
            case FRAMES -> {
                writer.ping();
                liveness.pinged(now);
                connections.metrics().pinged();
            }
            case NONE_SINCE_LAST_VISIT -> connections.metrics().pingSkipped();
            case NONE_SINCE_THE_VISIT_BEFORE -> {
                connections.metrics().slowConsumer();
                cut(new CloseStatus(CloseStatus.POLICY_VIOLATION, "does not read"));
            }
        }
    }

    private void cut(CloseStatus why) {
        end(byGateway(why));
        writer.close(null, true);
        transport.abort();
    }
}
