package org.ocppgateway.gateway.connection;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.routing.log.LogSubject;

/**
 * One open WebSocket. A bounded inbox passes messages to a {@link ReadLoop}; a single writer sends. The transport callbacks
 * ({@code onText} to {@code onDisconnected}) do not block, because their thread may read for many other connections.
 */
public final class Connection {
    private final Connections connections;
    private final Transport transport;
    private final Inbox inbox;
    private final MessageAssembler assembler;
    private final Liveness liveness;
    private final Writer writer;
    private final int slot;
    private @Nullable ConnectionListener listener;
    private volatile @Nullable Disconnection disconnection;

    Connection(Connections connections, Transport transport, int slot) {
        this.connections = connections;
        this.transport = transport;
        this.slot = slot;
        this.inbox = new Inbox(
                transport,
                connections.limits().receive().inboxBound(),
                connections.backlogShare(),
                connections.backlog());
        this.assembler = new MessageAssembler(this, connections, transport, inbox);
        this.liveness = new Liveness(connections.now());
        this.writer = new Writer(transport, connections.limits().writerBound());
    }

    /** Demands the first frame and starts the read loop. */
    void start(ConnectionListener starting) {
        listener = starting;
        transport.demand();
        new ReadLoop(this, inbox, assembler, starting).start();
    }

    /** Names the charge point in log lines; null before the start. */
    public @Nullable LogSubject subject() {
        ConnectionListener started = listener;
        return started == null ? null : started.subject();
    }

    /** Removes the connection, which has ended, from the open ones; returns how it ended. */
    Disconnection remove() {
        connections.remove(this);
        return Objects.requireNonNull(disconnection);
    }

    /**
     * Transport callback for each frame of a text message. A fragment counts as activity; the message timeout limits how long.
     *
     * @param payload read before this method returns
     * @param last whether the frame completes the message
     */
    public void onText(ByteBuffer payload, boolean last) {
        recordActivity();
        assembler.onText(payload, last);
    }

    /** Transport callback for each frame of a binary message. */
    public void onBinary() {
        assembler.onBinary();
    }

    /** Transport callback for each ping. While a frame is in flight only the newest ping is answered. */
    public void onPing(ByteBuffer payload) {
        recordActivity();
        writer.pong(payload);
        assembler.onControlFrame();
    }

    /** Transport callback for each pong. */
    public void onPong() {
        if (liveness.recordPong(connections.now())) {
            connections.metrics().pongAfterMicros(liveness.roundTripMicros());
        }
        assembler.onControlFrame();
    }

    private void recordActivity() {
        liveness.recordActivity(connections.now());
    }

    /** Removes processed message text from the inbox and the backlog. Thread-safe. */
    void release(int characters) {
        inbox.release(characters);
    }

    /**
     * Pings the peer and waits for any activity. A peer from which the gateway currently does not read counts as alive, because its pong
     * could not be received.
     *
     * @return false if there is no activity within the timeout, or the connection ends
     */
    public boolean probe(Duration timeout) throws InterruptedException {
        CompletableFuture<Void> probe = liveness.startProbe();
        if (isClosing()) {
            return false;
        }
        if (assembler.isPaused(connections.now())) {
            return true;
        }
        ping();
        return Liveness.await(probe, timeout) && !isClosing();
    }

    /**
     * Transport callback, called once when the peer's close frame arrives. The transport answers it after the frame in flight. If the
     * peer does not read the answer within the close timeout, the connection is cut.
     */
    public void onPeerClose(CloseStatus status) {
        close(new Disconnection(Disconnection.Initiator.CHARGE_POINT, status), null, true);
    }

    /**
     * Transport callback, called once when the connection has ended.
     *
     * @param status 1006 if there was no close frame, else the status of the close frame that the transport sent
     */
    public void onDisconnected(CloseStatus status) {
        boolean noCloseFrame = status.code() == CloseStatus.NO_CLOSE_FRAME;
        end(new Disconnection(
                noCloseFrame ? Disconnection.Initiator.NETWORK : Disconnection.Initiator.GATEWAY, status));
        writer.close(null, true);
    }

    /**
     * Queues a message. If the queue is full, the peer is a slow consumer and the connection is closed.
     *
     * @param onQueued runs before the message can be sent, unless it is refused; must not block
     * @return false if the message will not be sent
     */
    public boolean send(String message, Runnable onQueued) {
        if (isClosing()) {
            return false;
        }
        return switch (writer.offer(new OutboundFrame.Text(message), onQueued)) {
            case ACCEPTED -> {
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

    /** Sends queued messages, then a close frame. If the peer does not answer within the close timeout, the connection is cut. */
    public void close(CloseStatus status) {
        close(byGateway(status), status, false);
    }

    /** Runs a task on the timer thread after a delay. The task must not block. */
    public void runAfter(Duration delay, Runnable task) {
        connections.schedule(task, delay.toNanos());
    }

    /** Whether the connection is closing or closed. No message can be sent any more. */
    public boolean isClosing() {
        return disconnection != null;
    }

    private static Disconnection byGateway(CloseStatus status) {
        return new Disconnection(Disconnection.Initiator.GATEWAY, status);
    }

    private void close(Disconnection cause, @Nullable CloseStatus frame, boolean discardQueue) {
        end(cause);
        if (writer.close(frame, discardQueue)) {
            connections.afterCloseTimeout(transport::abort);
        }
    }

    private void end(Disconnection cause) {
        boolean first;
        synchronized (this) {
            first = disconnection == null;
            if (first) {
                disconnection = cause;
            }
        }
        if (first) {
            connections.metrics().closed(cause.status());
        }
        inbox.close();
        assembler.close();
        liveness.completeProbe();
    }

    /** Remote address as {@code host:port}, for logs and events. */
    public String remoteAddress() {
        return transport.remoteAddress();
    }

    /** Measurements since the connection was opened. Thread-safe. */
    public ConnectionFacts facts() {
        int roundTrip = liveness.roundTripMicros();
        return new ConnectionFacts(
                roundTrip == Liveness.UNKNOWN ? null : Duration.ofNanos(roundTrip * 1_000L),
                Duration.ofNanos(connections.now() - liveness.lastActivity()),
                transport.byteCounts(),
                inbox.size(),
                writer.size());
    }

    /** Monotonic time in nanoseconds. */
    long now() {
        return connections.now();
    }

    int slot() {
        return slot;
    }

    /**
     * Cuts the connection if the peer is silent, exceeds the message timeout or does not read; otherwise pings the peer. Called by the
     * ping service once per ping interval, on its thread.
     */
    void checkLiveness(long now) {
        if (assembler.isPaused(now)) {
            liveness.recordActivity(now);
        }
        Liveness.SendProgress progress = liveness.checkProgress(writer.frameInFlight());
        if (liveness.isSilent(connections.limits().liveness(), now)) {
            connections.metrics().silent();
            cut(CloseStatus.SILENT);
        } else if (assembler.isOverdue(now)) {
            connections.metrics().unfinished();
            cut(new CloseStatus(CloseStatus.POLICY_VIOLATION, "too long over one message"));
        } else if (!isClosing() || progress == Liveness.SendProgress.STALLED_TWICE) {
            ping(progress, now);
        }
    }

    private void ping() {
        liveness.recordPingQueued(connections.now());
        writer.ping();
    }

    private void ping(Liveness.SendProgress progress, long now) {
        switch (progress) {
            case MOVING -> {
                liveness.recordPing(now);
                ping();
                connections.metrics().pinged();
            }
            case STALLED -> connections.metrics().pingSkipped();
            case STALLED_TWICE -> {
                connections.metrics().slowConsumer();
                cut(new CloseStatus(CloseStatus.POLICY_VIOLATION, "does not read"));
            }
        }
    }

    private void cut(CloseStatus status) {
        end(byGateway(status));
        writer.close(null, true);
        transport.abort();
    }
}
