package org.ocppgateway.gateway.session;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.connection.CloseStatus;
import org.ocppgateway.gateway.connection.Connection;
import org.ocppgateway.gateway.connection.ConnectionFacts;
import org.ocppgateway.gateway.connection.Disconnection;
import org.ocppgateway.gateway.journal.FrameRecorder;
import org.ocppgateway.gateway.journal.JournalSource;
import org.ocppgateway.gateway.log.GatewayLogEvent;
import org.ocppgateway.protocol.frame.FrameReader;
import org.ocppgateway.protocol.frame.Inbound;
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.route.Route;

/**
 * The only way of a session to its connection: every frame that it receives or sends passes here, and is recorded. Thread-safe.
 */
final class SessionChannel implements JournalSource {
    private static final EventLog LOG = EventLog.of(SessionChannel.class);

    private final SessionClient client;
    private final FrameRecorder frames;
    private final Connection connection;
    private volatile @Nullable Route route;
    private volatile boolean leaving; // written under the monitor

    /** Guarded by the monitor. */
    private int records;

    SessionChannel(SessionClient client, FrameRecorder frames, Connection connection) {
        this.client = client;
        this.frames = frames;
        this.connection = connection;
    }

    /** Called once, before the first frame. */
    void open(Route claimed) {
        route = claimed;
        frames.onSessionStarted(this);
    }

    /** Called once, after the last frame of a session that was opened. */
    void end(Disconnection disconnection, boolean bad) {
        CloseStatus status = disconnection.status();
        frames.onSessionEnded(this, disconnection.by().label(), status.code(), status.reason(), bad);
    }

    @Override
    public Route route() {
        return Objects.requireNonNull(route);
    }

    @Override
    public synchronized long nextRecordNumber() {
        return ++records;
    }

    /** Reads a received message. */
    Inbound receive(String text) {
        Inbound parsed = FrameReader.read(client.version(), text);
        frames.onReceived(this, text, parsed);
        return parsed;
    }

    /** Queues a frame; false if it will not be sent. Does not block. It is recorded first, so that its answer cannot be recorded before it. */
    boolean send(String frame) {
        return connection.send(frame, () -> frames.onSent(this, frame));
    }

    /** Permits no further CALL of the gateway. Answers are still sent. Returns false if none was permitted before. */
    synchronized boolean leave() {
        boolean first = permitsCalls();
        leaving = true;
        return first;
    }

    /** Whether the gateway may send a CALL. */
    boolean permitsCalls() {
        return !leaving && !connection.isClosing();
    }

    /** Whether the connection is closing or closed. */
    boolean isClosing() {
        return connection.isClosing();
    }

    /** Sends queued frames, then closes the connection. */
    void close(CloseStatus status) {
        connection.close(status);
    }

    /** Closes the connection after an unexpected exception. */
    void closeAfterError(Route route, Throwable failure) {
        connection.close(new CloseStatus(CloseStatus.INTERNAL_ERROR, "internal error"));
        LOG.log(GatewayLogEvent.UPLINK_CALL_FAILED, route, failure);
    }

    /** Runs a task on the timer thread after a delay. The task must not block. */
    void runAfter(Duration delay, Runnable task) {
        connection.runAfter(delay, task);
    }

    /** Whether the charge point shows activity within the timeout. Blocks. */
    boolean probe(Duration timeout) throws InterruptedException {
        return connection.probe(timeout);
    }

    ConnectionFacts facts() {
        return connection.facts();
    }

    /** Remote address as {@code host:port}, for events. */
    String remoteAddress() {
        return connection.remoteAddress();
    }
}
