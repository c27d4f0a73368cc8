package org.ocppgateway.gateway.connection;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Receives the frames of one connection within its limits: puts messages together, and keeps the peer to its rate.
 *
 * <p>Frames come from a thread of the transport, one after the other. For each of them the next one is demanded exactly once, here or in
 * the inbox, at once or when there is room. No method blocks, except {@link #keepToRate}.
 */
final class MessageAssembler {
    private static final CloseStatus NO_ROOM = new CloseStatus(CloseStatus.TRY_AGAIN_LATER, "too much to do");

    private final Connection connection;
    private final Connections connections;
    private final Transport transport;
    private final Inbox inbox;
    private final ReceiveLimits limits;
    private final @Nullable Throttle throttle;
    private volatile @Nullable PartialMessage partial;

    MessageAssembler(Connection connection, Connections connections, Transport transport, Inbox inbox) {
        this.connection = connection;
        this.connections = connections;
        this.transport = transport;
        this.inbox = inbox;
        this.limits = connections.limits().receive();
        FloodLimits flood = limits.flood();
        this.throttle = flood.messages().isNone() ? null : new Throttle(flood, connections.now());
    }

    /** A text message, or a part of one. */
    void text(ByteBuffer payload, boolean last) {
        PartialMessage begun = partial;
        if (connection.isClosing()) {
            transport.demand();
        } else if ((begun == null ? 0 : begun.length()) + payload.remaining() > limits.maxMessageSize()) {
            refuse(new CloseStatus(
                    CloseStatus.MESSAGE_TOO_BIG, "message larger than " + limits.maxMessageSize() + " bytes"));
        } else if (!last) {
            hold(begun, payload);
        } else if (begun == null) {
            countContent(payload.remaining());
            whole(PartialMessage.text(payload));
        } else {
            countContent(payload.remaining());
            begun.append(payload);
            boolean unused = drop(begun);
            whole(begun.text());
        }
    }

    private void hold(@Nullable PartialMessage begun, ByteBuffer payload) {
        long now = connections.now();
        int size = payload.remaining();
        PartialMessage message = begun == null ? new PartialMessage(this, now) : begun;
        partial = message;
        message.append(payload);
        long wait = throttle == null ? 0 : size == 0 ? throttle.next(now) : throttle.nextFragment(size, now);
        boolean mayRead = connections.partials().add(message, size, now);
        // Whoever closes the connection after this finds the message and drops it.
        if (connection.isClosing() && drop(message)) {
            mayRead = true;
        }
        if (mayRead) {
            readOn(wait, now);
        }
    }

    private void whole(@Nullable String message) {
        if (message == null) {
            refuse(new CloseStatus(CloseStatus.INVALID_DATA, "not UTF-8"));
            return;
        }
        connections.metrics().received();
        if (!inbox.put(message)) {
            connections.metrics().backlogFull();
            refuse(NO_ROOM);
        } else if (inbox.heldBack()) {
            connections.metrics().readingPaused();
        }
    }

    /** A binary message, or a part of one. */
    void binary() {
        if (connection.closing()) {
            countFrame();
        } else {
            refuse(new CloseStatus(CloseStatus.UNSUPPORTED_DATA, "OCPP is text"));
        }
    }

    /** Closes; what still arrives is read and thrown away, so that the peer's close is seen. */
    private void refuse(CloseStatus why) {
        connection.close(why);
        transport.demand();
    }

    /** A ping or a pong: counts like a message. */
    void controlFrame() {
        countFrame();
    }

    /** Reads on after a frame that counts like a message; so does each that is thrown away because the connection is closing. */
    private void countFrame() {
        long now = connections.now();
        readOn(throttle == null ? 0 : throttle.next(now), now);
    }

    /** A frame that is large because it came compressed counts like the fragments in which it would have come otherwise. */
    private void countContent(int bytes) {
        if (throttle != null && bytes > Throttle.FRAGMENT_BYTES) {
            long unused = throttle.nextFragment(bytes, connections.now());
        }
    }

    /** Reads on when the peer has waited for as long as its rate demands; closes it if it goes on sending too much. */
    private void readOn(long wait, long now) {
        if (wait == 0 || throttle == null || connection.isClosing()) {
            readOn();
            return;
        }
        connections.metrics().throttled();
        if (!connection.closing() && throttle.floods(now)) {
            flooded();
            readOn();
        } else {
            connections.later(this::readOn, wait);
        }
    }

    /** Demands the next frame, as soon as there is room for messages. */
    void readOn() {
        inbox.readMore();
    }

    /** Read loop: waits for as long as the rate of the peer demands before its next message is handled. */
    void keepToRate() throws InterruptedException {
        if (throttle == null) {
            return;
        }
        long now = connections.now();
        long wait = throttle.next(now);
        if (wait == 0 || connection.isClosing()) {
            return;
        }
        connections.metrics().throttled();
        if (throttle.floods(now)) {
            flooded();
        } else {
            TimeUnit.NANOSECONDS.sleep(wait);
        }
    }

    private void flooded() {
        connections.metrics().flooded();
        connection.close(new CloseStatus(CloseStatus.POLICY_VIOLATION, "sends too much"));
    }

    /** Partial messages: there is no room for the one of this connection any more. */
    void giveUp() {
        connections.metrics().backlogFull();
        connection.close(NO_ROOM);
    }

    /** The connection has ended; any thread, more than once. */
    void end() {
        PartialMessage begun = partial;
        if (begun != null && drop(begun)) {
            readOn();
        }
    }

    /** @return true if the message was waiting for its turn, so that the caller has to read on */
    private boolean drop(PartialMessage message) {
        partial = null;
        return connections.partials().remove(message, connections.now());
    }

    /** Whether the peer is not read from at the moment. Time in which it is not does not count for its message. */
    boolean heldBack(long now) {
        PartialMessage begun = partial;
        boolean heldBack = inbox.heldBack() || (begun != null && begun.waits());
        if (heldBack && begun != null) {
            begun.restartAge(now);
        }
        return heldBack;
    }

    /** Whether one message is taking longer than it may. */
    boolean isOverdue(long now) {
        PartialMessage begun = partial;
        return begun != null && begun.age(now) >= limits.messageTimeout().toNanos();
    }
}
