package org.ocppgateway.gateway.connection;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Assembles the messages of one connection from frames, and enforces size, rate and memory limits.
 *
 * <p>A transport thread delivers frames one after the other. Each frame leads to exactly one demand for the next frame: here or in the
 * inbox, immediately or when there is capacity. No method blocks, except {@link #awaitRate}.
 */
final class MessageAssembler {
    private static final CloseStatus NO_CAPACITY = new CloseStatus(CloseStatus.TRY_AGAIN_LATER, "too much to do");

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
        this.throttle = flood.messages().isUnlimited() ? null : new Throttle(flood, connections.now());
    }

    /** Called for each frame of a text message. */
    void onText(ByteBuffer payload, boolean last) {
        PartialMessage begun = partial;
        if (connection.isClosing()) {
            countFrame();
        } else if ((begun == null ? 0 : begun.length()) + payload.remaining() > limits.maxMessageSize()) {
            reject(new CloseStatus(
                    CloseStatus.MESSAGE_TOO_BIG, "message larger than " + limits.maxMessageSize() + " bytes"));
        } else if (!last) {
            append(begun, payload);
        } else if (begun == null) {
            countContent(payload.remaining());
            complete(PartialMessage.text(payload));
        } else {
            countContent(payload.remaining());
            begun.append(payload);
            boolean unused = remove(begun);
            complete(begun.text());
        }
    }

    private void append(@Nullable PartialMessage begun, ByteBuffer payload) {
        long now = connections.now();
        int size = payload.remaining();
        PartialMessage message = begun == null ? new PartialMessage(this, now) : begun;
        partial = message;
        message.append(payload);
        long delay = throttle == null ? 0 : size == 0 ? throttle.delayMessage(now) : throttle.delayFragment(size, now);
        boolean mayRead = connections.partials().add(message, size, now);
        // A thread that closes the connection after this check finds the message and removes it.
        if (connection.isClosing() && remove(message)) {
            mayRead = true;
        }
        if (mayRead) {
            demandNextAfter(delay, now);
        }
    }

    private void complete(@Nullable String message) {
        if (message == null) {
            reject(new CloseStatus(CloseStatus.INVALID_DATA, "not UTF-8"));
            return;
        }
        connections.metrics().received();
        if (!inbox.offer(message)) {
            connections.metrics().backlogFull();
            reject(NO_CAPACITY);
        } else if (inbox.isPaused()) {
            connections.metrics().readingPaused();
        }
    }

    /** Called for each frame of a binary message. */
    void onBinary() {
        if (connection.isClosing()) {
            countFrame();
        } else {
            reject(new CloseStatus(CloseStatus.UNSUPPORTED_DATA, "OCPP is text"));
        }
    }

    /** Closes the connection. Further frames are read and discarded so that the peer's close frame is received. */
    private void reject(CloseStatus status) {
        connection.close(status);
        transport.demand();
    }

    /** Called for each ping and pong. A control frame counts as one message. */
    void onControlFrame() {
        countFrame();
    }

    /** Demands the next frame after a frame that costs as much as a message. Discarded frames of a closing connection count too. */
    private void countFrame() {
        long now = connections.now();
        demandNextAfter(throttle == null ? 0 : throttle.delayMessage(now), now);
    }

    /** Counts the content of a large frame like the fragments that it would need uncompressed. */
    private void countContent(int bytes) {
        if (throttle != null && bytes > Throttle.FRAGMENT_BYTES) {
            long unused = throttle.delayFragment(bytes, connections.now());
        }
    }

    /** Demands the next frame after a delay in nanoseconds. A peer that exceeds its rate for too long is closed instead. */
    private void demandNextAfter(long delay, long now) {
        if (delay == 0 || throttle == null) {
            demandNext();
            return;
        }
        connections.metrics().throttled();
        if (!connection.isClosing() && throttle.isFlooding(now)) {
            closeFlooding();
            demandNext();
        } else {
            long due = now + delay;
            connections.schedule(() -> demandLate(throttle, due), delay);
        }
    }

    private void demandLate(Throttle throttle, long due) {
        throttle.onLateRead(connections.now() - due);
        demandNext();
    }

    /** Demands the next frame, as soon as there is capacity for another message. */
    void demandNext() {
        inbox.demandNext();
    }

    /** Read loop: blocks until the rate limit permits the next message. */
    void awaitRate() throws InterruptedException {
        if (throttle == null) {
            return;
        }
        long now = connections.now();
        long delay = throttle.delayMessage(now);
        if (delay == 0 || connection.isClosing()) {
            return;
        }
        connections.metrics().throttled();
        if (throttle.isFlooding(now)) {
            closeFlooding();
        } else {
            TimeUnit.NANOSECONDS.sleep(delay);
            throttle.onLateRead(connections.now() - now - delay);
        }
    }

    private void closeFlooding() {
        connections.metrics().flooded();
        connection.close(new CloseStatus(CloseStatus.POLICY_VIOLATION, "sends too much"));
    }

    /** Called by {@link PartialMessages} at most once per message, on any thread, when it discards the message for lack of memory. */
    void onEvicted() {
        connections.metrics().backlogFull();
        connection.close(NO_CAPACITY);
    }

    /** Removes the incomplete message, if any. Called when the connection ends, on any thread, possibly more than once. */
    void close() {
        PartialMessage begun = partial;
        if (begun != null && remove(begun)) {
            demandNext();
        }
    }

    /** @return true if the message was waiting for its turn; the caller then demands the next frame */
    private boolean remove(PartialMessage message) {
        partial = null;
        return connections.partials().remove(message, connections.now());
    }

    /** Whether reading is paused. A pause does not count towards the message timeout. */
    boolean isPaused(long now) {
        PartialMessage begun = partial;
        boolean paused = inbox.isPaused() || (begun != null && begun.isWaiting());
        if (paused && begun != null) {
            begun.restartAge(now);
        }
        return paused;
    }

    /** Whether the current message exceeds the message timeout. */
    boolean isOverdue(long now) {
        PartialMessage begun = partial;
        return begun != null && begun.age(now) >= limits.messageTimeout().toNanos();
    }
}
