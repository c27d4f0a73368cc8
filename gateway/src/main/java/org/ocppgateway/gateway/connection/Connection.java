package org.ocppgateway.gateway.connection;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
    private final Writer writer;
    private final int slot;
    private @Nullable PartialMessage partial;
    private volatile @Nullable CloseStatus status;
    private volatile long lastHeard;
    private volatile @Nullable CompletableFuture<Void> signOfLife;
    private volatile boolean answersPings;
    private long unansweredPing;
    private boolean pingUnanswered;
    private int frameInFlight;
    private boolean stuck;

    Connection(Connections connections, Transport transport, int slot) {
        this.connections = connections;
        this.transport = transport;
        this.slot = slot;
        this.inbox = new Inbox(transport, connections.limits().incoming().inboxBound(), connections.backlog());
        this.writer = new Writer(transport, connections.limits().writerBound());
        this.lastHeard = connections.now();
    }

    /** Asks for the first message, has the receiver begin and starts the read loop. */
    void start(Receiver receiver) {
        transport.demand();
        Thread.ofVirtual().start(() -> begin(receiver));
    }

    /**
     * Has the read loop begin on a thread of its own: a parked thread keeps room for the deepest stack it ever parked with, and the
     * beginning of a session goes far deeper than waiting for a message.
     */
    private void begin(Receiver receiver) {
        boolean begun = false;
        try {
            receiver.opened();
            Thread.ofVirtual().start(() -> readAll(receiver));
            begun = true;
        } catch (InterruptedException | RuntimeException | Error e) {
            closeFor(e);
        } finally {
            if (!begun) {
                leave(receiver);
            }
        }
    }

    private void readAll(Receiver receiver) {
        try {
            FloodLimits flood = connections.limits().incoming().flood();
            Throttle throttle = flood.messages().isNone() ? null : new Throttle(flood, connections.now());
            for (String message = inbox.take(); message != null; message = inbox.take()) {
                if (throttle != null) {
                    keepTo(throttle);
                }
                receiver.received(message);
            }
        } catch (InterruptedException | RuntimeException | Error e) {
            closeFor(e);
        } finally {
            leave(receiver);
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

    private void leave(Receiver receiver) {
        try {
            connections.remove(this);
            receiver.ended(Objects.requireNonNull(status));
        } finally {
            inbox.discard();
        }
    }

    private void keepTo(Throttle throttle) throws InterruptedException {
        long now = connections.now();
        long wait = throttle.next(now);
        if (wait == 0 || closing()) {
            return;
        }
        connections.metrics().throttled();
        if (throttle.floods(now)) {
            connections.metrics().flooded();
            close(new CloseStatus(CloseStatus.POLICY_VIOLATION, "sends too much"));
        } else {
            TimeUnit.NANOSECONDS.sleep(wait);
        }
    }

    /**
     * Transport: a text message has arrived, or a part of one. A part counts as activity, but only for as long as one message may take.
     *
     * @param payload read within this call
     * @param last whether the message is complete with it
     */
    public void receivedText(ByteBuffer payload, boolean last) {
        PartialMessage begun = partial;
        if (closing()) {
            discard();
        } else if ((begun == null ? 0 : begun.length()) + payload.remaining()
                > connections.limits().incoming().maxMessageSize()) {
            refuse(new CloseStatus(
                    CloseStatus.MESSAGE_TOO_BIG,
                    "message larger than " + connections.limits().incoming().maxMessageSize() + " bytes"));
        } else if (!last) {
            hold(payload);
        } else if (begun == null) {
            receivedText(PartialMessage.text(payload));
        } else {
            partial = null;
            begun.append(payload);
            receivedText(begun.text());
        }
    }

    private void receivedText(@Nullable String message) {
        if (message == null) {
            refuse(new CloseStatus(CloseStatus.INVALID_DATA, "not UTF-8"));
        } else {
            received(message);
        }
    }

    /** Transport: a binary message has arrived, or a part of one. */
    public void receivedBinary() {
        refuse(new CloseStatus(CloseStatus.UNSUPPORTED_DATA, "OCPP is text"));
    }

    /** Closes; what still arrives is read and thrown away, so that the peer's close is seen. */
    private void refuse(CloseStatus why) {
        close(why);
        discard();
    }

    private void discard() {
        partial = null;
        transport.demand();
    }

    /** Takes in a whole message. */
    public void received(String message) {
        heard();
        connections.metrics().received();
        if (!inbox.put(message)) {
            refuseMore();
            transport.demand();
        }
    }

    private void hold(ByteBuffer payload) {
        heard();
        if (!inbox.hold(payload.remaining(), connections.now())) {
            refuseMore();
            discard();
            return;
        }
        PartialMessage begun = partial;
        if (begun == null) {
            begun = new PartialMessage();
            partial = begun;
        }
        begun.append(payload);
        transport.demand();
    }

    /** A message of so many characters is not held in memory any more. */
    public void done(int characters) {
        inbox.done(characters);
    }

    private void refuseMore() {
        connections.metrics().backlogFull();
        close(new CloseStatus(CloseStatus.TRY_AGAIN_LATER, "too much to do"));
    }

    /** Transport: the peer pings. Its answer may be left out if the peer does not read: it says nothing new. */
    public void pinged(ByteBuffer payload) {
        heard();
        writer.offer(new Outgoing.Pong(payload));
        transport.demand();
    }

    /** Transport: the peer has answered a ping. */
    public void ponged() {
        heard();
        answersPings = true;
        transport.demand();
    }

    private void heard() {
        lastHeard = connections.now();
        CompletableFuture<Void> awaited = signOfLife;
        if (awaited != null) {
            awaited.complete(null);
        }
    }

    /**
     * Pings the peer and waits for a sign of life of any kind; false if none comes within the limit, or the connection ends. A peer
     * whose reading we hold back counts as alive: its pong could not be seen.
     */
    public boolean answersWithin(Duration limit) throws InterruptedException {
        CompletableFuture<Void> awaited = awaitSignOfLife();
        if (closing()) {
            return false;
        }
        if (inbox.heldBack()) {
            return true;
        }
        writer.offer(Outgoing.PING); // if there is no room for it, the peer has to say something of its own accord
        try {
            awaited.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a sign of life never fails", e);
        }
        return !closing();
    }

    private synchronized CompletableFuture<Void> awaitSignOfLife() {
        CompletableFuture<Void> awaited = signOfLife;
        if (awaited == null || awaited.isDone()) {
            awaited = new CompletableFuture<>();
            signOfLife = awaited;
        }
        return awaited;
    }

    /**
     * Transport: the peer closes. The transport answers that itself, behind the frame that is on its way; if the peer does not read
     * that in time, the connection is cut.
     */
    public void closedByPeer(CloseStatus how) {
        close(how, null, true);
    }

    /** Transport: the connection is no more. */
    public void disconnected(CloseStatus how) {
        end(how);
        writer.close(null, true);
    }

    /**
     * Sends a message after all those before it.
     *
     * @return false if it will not be sent, because the connection is closing or is closed now as a slow consumer
     */
    public boolean send(String message) {
        if (closing()) {
            return false;
        }
        return switch (writer.offer(new Outgoing.Text(message))) {
            case TAKEN -> {
                connections.metrics().sent();
                yield true;
            }
            case CLOSED -> false;
            case FULL -> {
                connections.metrics().slowConsumer();
                CloseStatus tooSlow = new CloseStatus(CloseStatus.POLICY_VIOLATION, "reads too slowly");
                close(tooSlow, tooSlow, true);
                yield false;
            }
        };
    }

    /** Closes after what is already on its way out; the connection is cut if the peer does not go along in time. */
    public void close(CloseStatus why) {
        close(why, why, false);
    }

    /** Whether nothing can be sent any more. */
    public boolean closing() {
        return status != null;
    }

    private void close(CloseStatus why, @Nullable CloseStatus frame, boolean discard) {
        end(why);
        if (writer.close(frame, discard)) {
            connections.afterCloseTimeout(transport::abort);
        }
    }

    private void end(CloseStatus how) {
        boolean first;
        synchronized (this) {
            first = status == null;
            if (first) {
                status = how;
            }
        }
        if (first) {
            connections.metrics().closed(how);
        }
        inbox.close();
        CompletableFuture<Void> awaited = signOfLife;
        if (awaited != null) {
            awaited.complete(null);
        }
    }

    /** Where the peer is, for people. */
    public String remoteAddress() {
        return transport.remoteAddress();
    }

    int slot() {
        return slot;
    }

    /**
     * Ping service: closes a peer that has been silent, or in the middle of one message, for too long; pings any other. One thread at a
     * time.
     */
    void visit(long now) {
        LivenessLimits limits = connections.limits().liveness();
        if (inbox.heldBack()) {
            lastHeard = now;
        }
        long heard = lastHeard;
        pingUnanswered = pingUnanswered && heard - unansweredPing < 0;
        boolean pongOverdue = pingUnanswered
                && answersPings
                && now - unansweredPing >= limits.pongDeadline().toNanos();
        if (pongOverdue || now - heard >= limits.silenceLimit().toNanos()) {
            connections.metrics().silent();
            cut(CloseStatus.SILENT);
            return;
        }
        if (inbox.incompleteFor(now)
                >= connections.limits().incoming().messageTimeout().toNanos()) {
            connections.metrics().unfinished();
            cut(new CloseStatus(CloseStatus.POLICY_VIOLATION, "too long over one message"));
            return;
        }
        if (doesNotRead()) {
            return;
        }
        if (!stuck && writer.offer(Outgoing.PING) == Writer.Offer.TAKEN) {
            connections.metrics().pinged();
            if (!pingUnanswered) {
                pingUnanswered = true;
                unansweredPing = now;
            }
        } else {
            connections.metrics().pingSkipped();
        }
    }

    /** Cuts a peer whose socket has not taken a single frame since the visit before last. */
    private boolean doesNotRead() {
        int inFlight = writer.frameInFlight();
        boolean stuckBefore = stuck;
        stuck = inFlight != 0 && inFlight == frameInFlight;
        frameInFlight = inFlight;
        if (!stuck || !stuckBefore) {
            return false;
        }
        connections.metrics().slowConsumer();
        cut(new CloseStatus(CloseStatus.POLICY_VIOLATION, "does not read"));
        return true;
    }

    private void cut(CloseStatus why) {
        end(why);
        writer.close(null, true);
        transport.abort();
    }
}
