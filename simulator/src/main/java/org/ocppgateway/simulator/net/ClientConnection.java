package org.ocppgateway.simulator.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket client connection, used by the thread of its network loop. State that only a busy connection needs
 * (handshake, partial message, unsent bytes) is allocated on demand, because most connections of a fleet are idle.
 */
public final class ClientConnection {
    /** Close code of a connection that ended without a close frame (RFC 6455, 7.4.1). */
    private static final int NO_CLOSE_FRAME = 1006;

    private enum State {
        CONNECTING,
        HANDSHAKING,
        OPEN,
        CLOSING,
        CLOSED
    }

    private final NetworkLoop loop;
    private final ClientConnectionListener listener;
    private final ClientConnectionLimits limits;

    private State state = State.CONNECTING;
    private @Nullable SocketChannel channel;
    private @Nullable ByteStream stream;
    private @Nullable SelectionKey key;
    private @Nullable Handshake handshake;
    private TimerWheel.@Nullable Timer deadline;

    /** Received bytes of an incomplete header, frame or upgrade response. */
    private byte @Nullable [] unread;

    private @Nullable FragmentAssembler assembly;

    /** Bytes that the socket did not accept yet, ready for reading. */
    private @Nullable ByteBuffer unsent;

    /** Reason of the close while the closing handshake is in progress. */
    private @Nullable CloseReason pendingCloseReason;

    private boolean readingStopped;
    private boolean sendingStopped;

    ClientConnection(NetworkLoop loop, ClientConnectionListener listener, ClientConnectionLimits limits) {
        this.loop = loop;
        this.listener = listener;
        this.limits = limits;
    }

    void connect(ConnectionTarget target) {
        handshake = new Handshake(target, loop.random());
        try {
            SocketChannel opened = SocketChannel.open();
            channel = opened;
            stream = target.stream(opened, loop);
            target.configure(opened);
            setDeadline(loop.now() + limits.handshakeTime().toNanos(), new CloseReason.TimedOut());
            boolean connected = opened.connect(target.address());
            key = opened.register(loop.selector(), SelectionKey.OP_CONNECT, this);
            if (connected) {
                startHandshake();
            }
        } catch (IOException e) {
            end(failure(e));
        } catch (UnresolvedAddressException | UnsupportedAddressTypeException e) {
            end(new CloseReason.Failed("address cannot be used"));
        }
    }

    /** Sends a text message. Does nothing on a closing or closed connection. */
    public void send(String text) {
        if (state == State.OPEN) {
            transmit(FrameHeader.TEXT, text.getBytes(UTF_8));
        }
    }

    /** Starts the closing handshake. Ends a connection that is not open yet. */
    public void close(int code, String reason) {
        switch (state) {
            case CONNECTING, HANDSHAKING -> end(new CloseReason.ByChargePoint(code));
            case OPEN -> startClosing(new CloseReason.ByChargePoint(code), code, reason);
            case CLOSING, CLOSED -> {
                // The first close reason counts.
            }
        }
    }

    /** Drops the connection without a closing handshake. */
    public void drop() {
        end(new CloseReason.ByChargePoint(NO_CLOSE_FRAME));
    }

    /**
     * Simulates a network fault. The server is not notified.
     *
     * @param stopReading whether reading stops
     * @param stopSending whether sent data is discarded
     */
    public void impair(boolean stopReading, boolean stopSending) {
        readingStopped = stopReading;
        sendingStopped = stopSending;
        if (state == State.OPEN || state == State.CLOSING) {
            updateInterest();
        }
    }

    /** Called by the loop when the socket is ready. */
    void ready() {
        try {
            SelectionKey ready = key;
            if (state == State.CLOSED || ready == null || !ready.isValid()) {
                return;
            }
            if (state == State.CONNECTING && ready.isConnectable() && socket().finishConnect()) {
                startHandshake();
            }
            if (state != State.CLOSED && ready.isWritable()) {
                flush();
            }
            if (state != State.CLOSED && ready.isReadable()) {
                read();
                // A TLS handshake may have been completed.
                flushAfterRead();
            }
        } catch (IOException e) {
            end(failure(e));
        }
    }

    private void startHandshake() throws IOException {
        state = State.HANDSHAKING;
        stream().start();
        transmit(ByteBuffer.wrap(pendingHandshake().request()));
        updateInterest();
    }

    private void read() throws IOException {
        byte[] pending = unread;
        int already = pending == null ? 0 : pending.length;
        ByteBuffer buffer = loop.readBuffer();
        if (already > NetworkLoop.BUFFER_SIZE / 2) {
            buffer = ByteBuffer.allocate(already + NetworkLoop.BUFFER_SIZE);
        }
        if (pending != null) {
            buffer.put(pending);
        }
        int count = stream().read(buffer);
        if (count < 0) {
            end(pendingCloseReason != null ? pendingCloseReason : new CloseReason.Lost());
            return;
        }
        int parsed = parse(buffer.array(), buffer.position());
        unread = parsed == buffer.position() ? null : Arrays.copyOfRange(buffer.array(), parsed, buffer.position());
    }

    /** Parses all complete frames and returns the number of parsed bytes. */
    private int parse(byte[] bytes, int to) {
        int from = 0;
        if (state == State.HANDSHAKING) {
            from = parseUpgradeResponse(bytes, to);
        }
        boolean complete = from > 0 || state != State.HANDSHAKING;
        while (complete && (state == State.OPEN || state == State.CLOSING)) {
            FrameHeader header = FrameHeader.read(bytes, from, to);
            if (header == null) {
                complete = false;
            } else if (header.violation() != null) {
                failProtocol(1002, header.violation());
                return to;
            } else if (header.payloadBytes() > limits.messageBytes()) {
                failProtocol(1009, "a frame is too long");
                return to;
            } else if (to - from - header.headerBytes() < header.payloadBytes()) {
                complete = false;
            } else {
                int start = from + header.headerBytes();
                from = start + (int) header.payloadBytes();
                onFrame(header, bytes, start, (int) header.payloadBytes());
            }
        }
        return state == State.CLOSED ? to : from;
    }

    private int parseUpgradeResponse(byte[] bytes, int to) {
        int length = Handshake.responseLength(bytes, 0, to);
        if (length < 0) {
            if (to > Handshake.MAX_RESPONSE_BYTES) {
                end(new CloseReason.Violation(1002, "the answer to the upgrade is too long"));
            }
            return 0;
        }
        CloseReason refusal = pendingHandshake().validate(new String(bytes, 0, length, ISO_8859_1));
        if (refusal != null) {
            end(refusal);
            return length;
        }
        handshake = null;
        clearDeadline();
        state = State.OPEN;
        listener.onOpen(loop.now());
        return length;
    }

    private void onFrame(FrameHeader header, byte[] bytes, int start, int length) {
        switch (header.opcode()) {
            case FrameHeader.PING -> {
                if (state == State.OPEN) {
                    transmit(FrameHeader.PONG, Arrays.copyOfRange(bytes, start, start + length));
                }
            }
            case FrameHeader.PONG -> {
                // Pongs have no effect.
            }
            case FrameHeader.CLOSE -> onCloseFrame(bytes, start, length);
            default -> onDataFrame(header, bytes, start, length);
        }
    }

    private void onDataFrame(FrameHeader header, byte[] bytes, int start, int length) {
        if (state != State.OPEN) {
            return;
        }
        FragmentAssembler current = assembly == null ? new FragmentAssembler(limits.messageBytes()) : assembly;
        String text = null;
        try {
            text = current.add(header, bytes, start, length);
        } catch (FragmentAssembler.InvalidMessageException e) {
            failProtocol(e.code(), e.problem());
        }
        assembly = current.isEmpty() ? null : current;
        if (text != null) {
            listener.onMessage(text, loop.now());
        }
    }

    private void onCloseFrame(byte[] bytes, int start, int length) {
        if (state == State.CLOSING) {
            // This frame answers our close frame. If the server does not end the stream, the deadline ends it.
            return;
        }
        int code = length < 2 ? 1005 : (bytes[start] & 0xff) << 8 | (bytes[start + 1] & 0xff);
        String reason = length < 2 ? "" : new String(bytes, start + 2, length - 2, UTF_8);
        startClosing(new CloseReason.ByServer(code, reason), length < 2 ? 1000 : code, "");
    }

    private void failProtocol(int code, String problem) {
        if (state == State.OPEN) {
            startClosing(new CloseReason.Violation(code, problem), code, problem);
        } else if (state == State.CLOSING && pendingCloseReason != null) {
            end(pendingCloseReason);
        }
    }

    private void startClosing(CloseReason closeReason, int code, String reason) {
        byte[] reasonBytes = reason.getBytes(UTF_8);
        transmit(
                FrameHeader.CLOSE,
                ByteBuffer.allocate(2 + reasonBytes.length)
                        .putShort((short) code)
                        .put(reasonBytes)
                        .array());
        if (state == State.OPEN) {
            state = State.CLOSING;
            pendingCloseReason = closeReason;
            assembly = null;
            setDeadline(loop.now() + limits.closingTime().toNanos(), closeReason);
        }
    }

    private void transmit(int opcode, byte[] payload) {
        try {
            transmit(FrameHeader.masked(opcode, payload, loop.random().nextInt(), loop.writeBuffer()));
        } catch (IOException e) {
            end(failure(e));
        }
    }

    private void transmit(ByteBuffer bytes) throws IOException {
        if (sendingStopped) {
            return;
        }
        if (unsent == null) {
            stream().write(bytes);
        }
        if (!bytes.hasRemaining()) {
            if (stream().hasPending()) {
                updateInterest();
            }
            return;
        }
        ByteBuffer pending = unsent == null ? ByteBuffer.allocate(0) : unsent;
        if (pending.remaining() + bytes.remaining() > limits.unsentBytes()) {
            end(new CloseReason.Failed("the server does not read"));
            return;
        }
        unsent = ByteBuffer.allocate(pending.remaining() + bytes.remaining())
                .put(pending)
                .put(bytes)
                .flip();
        updateInterest();
    }

    private void flush() throws IOException {
        stream().flush();
        if (unsent != null) {
            stream().write(unsent);
            if (!unsent.hasRemaining()) {
                unsent = null;
            }
        }
        updateInterest();
    }

    private void flushAfterRead() throws IOException {
        if (state != State.CLOSED && (unsent != null || stream().hasPending())) {
            flush();
        }
    }

    /** Updates the interest set: reading unless it is stopped, writing while bytes wait for the socket. */
    private void updateInterest() {
        if (key != null && key.isValid()) {
            int reading = readingStopped ? 0 : SelectionKey.OP_READ;
            boolean writing =
                    stream().hasPending() || (unsent != null && stream().isEstablished());
            key.interestOps(writing ? reading | SelectionKey.OP_WRITE : reading);
        }
    }

    private void setDeadline(long at, CloseReason atDeadline) {
        clearDeadline();
        deadline = new TimerWheel.Timer(() -> end(atDeadline));
        loop.timers().set(deadline, at);
    }

    private void clearDeadline() {
        if (deadline != null) {
            loop.timers().cancel(deadline);
            deadline = null;
        }
    }

    private void end(CloseReason closeReason) {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        clearDeadline();
        unread = null;
        unsent = null;
        assembly = null;
        handshake = null;
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // The connection has ended. A failed close of the channel has no effect.
            }
        }
        loop.execute(() -> listener.onClose(closeReason, loop.now()));
    }

    private Handshake pendingHandshake() {
        return Objects.requireNonNull(handshake, "the handshake exists until the connection is open");
    }

    private ByteStream stream() {
        return Objects.requireNonNull(stream, "a connection in use has a stream");
    }

    private SocketChannel socket() {
        return Objects.requireNonNull(channel, "a connection in use has a channel");
    }

    /** Uses the message of the operating system as the label. It contains no address. */
    private static CloseReason failure(IOException e) {
        String message = e.getMessage();
        return new CloseReason.Failed(message == null ? e.getClass().getSimpleName() : message);
    }
}
