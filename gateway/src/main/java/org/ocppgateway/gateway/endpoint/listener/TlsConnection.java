package org.ocppgateway.gateway.endpoint.listener;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.WebSocketConnection;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.tls.HandshakeEnd;

/**
 * The TLS layer of one connection. Its handshake runs on the threads of {@link Handshakes}, what follows as without TLS: requests on virtual
 * threads, frames on the thread that watches the socket.
 *
 * <p>Reports a connection that fails before its first request, with what the client sent first. After the handshake it keeps nothing of
 * that.
 */
final class TlsConnection extends SslConnection {
    /** Bytes kept of what the client sends first. A ClientHello with post-quantum key shares has about 2,000. */
    private static final int MAX_FIRST_BYTES = 4096;

    /**
     * Records in a row that bring no content, such as the pieces of a handshake message, session tickets, key updates and empty records.
     * The longest handshake that JSSE takes (32 KiB of certificates in fragments of 512 bytes) has fewer.
     */
    private static final int MAX_EMPTY_RECORDS = 128;

    private static final byte[] NOTHING = {};

    /** Updaters instead of atomic objects, which every connection would keep. */
    private static final AtomicIntegerFieldUpdater<TlsConnection> TURNS =
            AtomicIntegerFieldUpdater.newUpdater(TlsConnection.class, "turns");

    private static final AtomicIntegerFieldUpdater<TlsConnection> REPORTED =
            AtomicIntegerFieldUpdater.newUpdater(TlsConnection.class, "reported");

    private final TlsConnectionFactory factory;

    /** The first bytes that the client sent; null once the handshake is complete. Written by the thread that reads. */
    private volatile byte @Nullable [] firstBytes = NOTHING;

    /** Used by the thread that reads. */
    private int emptyRecords;

    private volatile boolean hasContent;
    private volatile boolean handshakeDone;

    /** Turns of the handshake that are queued or run: while there is one, this end works and the peer is not waited for. */
    @SuppressWarnings("unused")
    private volatile int turns;

    private volatile boolean begun;

    /** 1 once a failure was reported. */
    @SuppressWarnings("unused")
    private volatile int reported;

    TlsConnection(TlsConnectionFactory factory, ByteBufferPool buffers, Executor executor, EndPoint socket) {
        super(buffers, executor, null, socket, factory.tls().newEngine(), false, false);
        this.factory = factory;
    }

    @Override
    protected SslEndPoint newSslEndPoint() {
        return new TlsEndPoint();
    }

    /** Whether the handshake is complete and the connection carries WebSocket frames. */
    boolean carriesFrames() {
        return handshakeDone && getSslEndPoint().getConnection() instanceof WebSocketConnection;
    }

    boolean waitsForPeer() {
        return turns == 0;
    }

    @Override
    public void onOpen() {
        TlsConnection overdue = factory.handshakes().begin(this).orElse(null);
        if (overdue != null) {
            overdue.report(new HandshakeEnd.Overloaded());
            overdue.getEndPoint().close();
        }
        if (overdue != this) {
            super.onOpen();
        }
    }

    @Override
    public void onClose(@Nullable Throwable cause) {
        factory.handshakes().end(this);
        if (!handshakeDone) {
            report(cause instanceof TimeoutException ? new HandshakeEnd.TimedOut() : new HandshakeEnd.ClosedByPeer());
        } else if (!hasContent && !(cause instanceof TimeoutException)) {
            report(new HandshakeEnd.ClosedWithoutRequest(
                    getSSLEngine().getSession().getProtocol()));
        }
        super.onClose(cause);
    }

    /** Reports once. A peer that connects and closes without a byte is a port probe, not a failure. */
    private void report(HandshakeEnd end) {
        byte[] first = firstBytes;
        boolean probe = end instanceof HandshakeEnd.ClosedByPeer && first != null && first.length == 0;
        if (!probe && REPORTED.compareAndSet(this, 0, 1)) {
            factory.failed(this, first == null ? NOTHING : first, end);
        }
    }

    @Override
    public void onUpgradeTo(ByteBuffer buffer) {
        keep(buffer.duplicate());
        super.onUpgradeTo(buffer);
    }

    @Override
    protected int networkFill(ByteBuffer input) throws IOException {
        int filled = super.networkFill(input);
        if (filled > 0 && !handshakeDone) {
            keep(input.slice(input.limit() - filled, filled));
        }
        return filled;
    }

    private void keep(ByteBuffer bytes) {
        byte[] kept = firstBytes;
        if (kept == null || kept.length >= MAX_FIRST_BYTES) {
            return;
        }
        int length = Math.min(bytes.remaining(), MAX_FIRST_BYTES - kept.length);
        byte[] longer = Arrays.copyOf(kept, kept.length + length);
        bytes.get(longer, kept.length, length);
        firstBytes = longer;
    }

    @Override
    protected SSLEngineResult unwrap(SSLEngine engine, ByteBuffer input, ByteBuffer output) throws SSLException {
        SSLEngineResult result;
        try {
            result = super.unwrap(engine, input, output);
        } catch (SSLException | RuntimeException e) {
            handshakeFailed(e);
            throw e;
        }
        if (result.bytesProduced() > 0) {
            if (!hasContent) {
                hasContent = true;
            }
            emptyRecords = 0;
        } else if (result.bytesConsumed() > 0 && ++emptyRecords > MAX_EMPTY_RECORDS) {
            report(new HandshakeEnd.EmptyRecords());
            throw new SSLException("too many TLS records without content");
        }
        noteFinished(result);
        return result;
    }

    @Override
    protected SSLEngineResult wrap(SSLEngine engine, ByteBuffer[] input, ByteBuffer output) throws SSLException {
        try {
            SSLEngineResult result = super.wrap(engine, input, output);
            noteFinished(result);
            return result;
        } catch (SSLException | RuntimeException e) {
            handshakeFailed(e);
            throw e;
        }
    }

    /** Called before Jetty closes the connection because of it: the close alone would look like one of the peer. */
    private void handshakeFailed(Exception cause) {
        if (!handshakeDone) {
            report(new HandshakeEnd.Failed(cause));
        }
    }

    private void noteFinished(SSLEngineResult result) {
        if (handshakeDone || result.getHandshakeStatus() != HandshakeStatus.FINISHED) {
            return;
        }
        handshakeDone = true;
        firstBytes = null;
        factory.handshakes().end(this);
        SSLSession session = getSSLEngine().getSession();
        // A resumed session keeps the time of its full handshake. A server has no other sign of a resumption.
        boolean resumed = session.getCreationTime() < getEndPoint().getCreatedTimeStamp();
        factory.metrics().handshake(session.getProtocol(), resumed);
    }

    /** The decrypted side. */
    private final class TlsEndPoint extends SslEndPoint {
        /** Records read in one turn, so that a flood of tiny ones keeps the thread from others for less than a millisecond. */
        private static final int RECORDS = 64;

        private int records = RECORDS;
        private @Nullable Dispatch dispatch;

        @Override
        public void fillInterested(Callback callback) {
            records = RECORDS;
            super.fillInterested(dispatched(callback));
        }

        @Override
        public boolean tryFillInterested(Callback callback) {
            records = RECORDS;
            return super.tryFillInterested(dispatched(callback));
        }

        /** The same one each time, since the connection's is. */
        private Dispatch dispatched(Callback callback) {
            Dispatch last = dispatch;
            if (last == null || !last.callback.equals(callback)) {
                last = new Dispatch(callback);
                dispatch = last;
            }
            return last;
        }

        /**
         * During the handshake this is called on a handshake thread and brings nothing, even if content came along with the last message:
         * the next interest in reading finds that, and is served elsewhere. Jetty's HttpConnection fills a second time at once, which must
         * bring nothing either.
         */
        @Override
        public int fill(ByteBuffer buffer) throws IOException {
            if (handshakeDone) {
                if (records == 0) {
                    return 0;
                }
                records--;
                return super.fill(buffer);
            }
            records = 0;
            try {
                return Math.min(0, super.fill(BufferUtil.EMPTY_BUFFER));
            } catch (IOException | RuntimeException e) {
                handshakeFailed(e);
                throw e;
            }
        }
    }

    /** Chooses the thread on which a connection inside of TLS learns that there is something to read. */
    private final class Dispatch implements Callback {
        private final Callback callback;

        Dispatch(Callback callback) {
            this.callback = callback;
        }

        @Override
        public void succeeded() {
            if (handshakeDone) {
                callback.succeeded();
                return;
            }
            TURNS.incrementAndGet(TlsConnection.this);
            factory.handshakes().execute(begun, this::turn);
        }

        private void turn() {
            begun = true;
            try {
                callback.succeeded();
            } finally {
                TURNS.decrementAndGet(TlsConnection.this);
            }
        }

        @Override
        public void failed(Throwable cause) {
            callback.failed(cause);
        }

        /** A handshake is only handed over, and frames are taken in without waiting. */
        @Override
        public InvocationType getInvocationType() {
            return !handshakeDone || getSslEndPoint().getConnection() instanceof WebSocketConnection
                    ? InvocationType.NON_BLOCKING
                    : callback.getInvocationType();
        }
    }
}
