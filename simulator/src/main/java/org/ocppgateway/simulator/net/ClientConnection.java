package org.ocppgateway.simulator.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket connection of a client. Belongs to its loop's thread. What only a busy connection needs (handshake, half
 * a message, unsent bytes) exists only while it is needed, because most of a fleet is idle.
 */
public final class ClientConnection {
    /** What stands for a connection that ended without a close frame (RFC 6455, 7.4.1). */
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
    private @Nullable SelectionKey key;
    private @Nullable Handshake handshake;
    private TimerWheel.@Nullable Timer deadline;

    /** Received, but not yet a whole head, frame or answer. */
    private byte @Nullable [] unread;

    private @Nullable FragmentAssembler assembly;

    /** Not taken by the socket yet; ready to be sent. */
    private @Nullable ByteBuffer unsent;

    /** Why it is being closed, while the closing handshake goes on. */
    private @Nullable CloseReason closing;

    private boolean deaf;
    private boolean mute;

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
            opened.configureBlocking(false);
            opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
            if (target.source() != null) {
                opened.bind(new InetSocketAddress(target.source(), 0));
            }
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

    /** Sends a text message; does nothing once the connection is closing or closed. */
    public void send(String text) {
        if (state == State.OPEN) {
            transmit(FrameHeader.TEXT, text.getBytes(UTF_8));
        }
    }

    /** Begins the closing handshake; of a connection that is not open yet, ends it. */
    public void close(int code, String reason) {
        switch (state) {
            case CONNECTING, HANDSHAKING -> end(new CloseReason.ByChargePoint(code));
            case OPEN -> startClosing(new CloseReason.ByChargePoint(code), code, reason);
            case CLOSING, CLOSED -> {
                // It ends for the reason that came first.
            }
        }
    }

    /** Loses the connection without a closing handshake. */
    public void drop() {
        end(new CloseReason.ByChargePoint(NO_CLOSE_FRAME));
    }

    /**
     * Breaks the path, or mends it; the other side is not told.
     *
     * @param deafNow whether nothing is read
     * @param muteNow whether nothing is sent: it is lost
     */
    public void impair(boolean deafNow, boolean muteNow) {
        deaf = deafNow;
        mute = muteNow;
        if (state == State.OPEN || state == State.CLOSING) {
            watch();
        }
    }

    /** Called by the loop when the socket is ready for what it waited for. */
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
            }
        } catch (IOException e) {
            end(failure(e));
        }
    }

    private void startHandshake() throws IOException {
        state = State.HANDSHAKING;
        transmit(ByteBuffer.wrap(upgrade().request()));
        watch();
    }

    private void read() throws IOException {
        byte[] waiting = unread;
        int already = waiting == null ? 0 : waiting.length;
        ByteBuffer buffer = loop.readBuffer();
        if (already > NetworkLoop.BUFFER_SIZE / 2) {
            buffer = ByteBuffer.allocate(already + NetworkLoop.BUFFER_SIZE);
        }
        if (waiting != null) {
            buffer.put(waiting);
        }
        int count = socket().read(buffer);
        if (count < 0) {
            end(closing != null ? closing : new CloseReason.Lost());
            return;
        }
        int taken = take(buffer.array(), buffer.position());
        unread = taken == buffer.position() ? null : Arrays.copyOfRange(buffer.array(), taken, buffer.position());
    }

    /** Handles all that is complete and returns how many bytes that was. */
    private int take(byte[] bytes, int to) {
        int from = 0;
        if (state == State.HANDSHAKING) {
            from = takeAnswer(bytes, to);
        }
        boolean complete = from > 0 || state != State.HANDSHAKING;
        while (complete && (state == State.OPEN || state == State.CLOSING)) {
            FrameHeader header = FrameHeader.read(bytes, from, to);
            if (header == null) {
                complete = false;
            } else if (header.violation() != null) {
                violated(1002, header.violation());
                return to;
            } else if (header.payloadBytes() > limits.messageBytes()) {
                violated(1009, "a frame is too long");
                return to;
            } else if (to - from - header.headBytes() < header.payloadBytes()) {
                complete = false;
            } else {
                int start = from + header.headBytes();
                from = start + (int) header.payloadBytes();
                takeFrame(header, bytes, start, (int) header.payloadBytes());
            }
        }
        return state == State.CLOSED ? to : from;
    }

    private int takeAnswer(byte[] bytes, int to) {
        int length = Handshake.answerLength(bytes, 0, to);
        if (length < 0) {
            if (to > Handshake.MAX_ANSWER_BYTES) {
                end(new CloseReason.Violation(1002, "the answer to the upgrade is too long"));
            }
            return 0;
        }
        CloseReason refusal = upgrade().judge(new String(bytes, 0, length, ISO_8859_1));
        if (refusal != null) {
            end(refusal);
            return length;
        }
        handshake = null;
        clearDeadline();
        state = State.OPEN;
        listener.opened(loop.now());
        return length;
    }

    private void takeFrame(FrameHeader header, byte[] bytes, int start, int length) {
        switch (header.opcode()) {
            case FrameHeader.PING -> {
                if (state == State.OPEN) {
                    transmit(FrameHeader.PONG, Arrays.copyOfRange(bytes, start, start + length));
                }
            }
            case FrameHeader.PONG -> {
                // A sign of life, and nothing depends on it.
            }
            case FrameHeader.CLOSE -> closedByServer(bytes, start, length);
            default -> takeData(header, bytes, start, length);
        }
    }

    private void takeData(FrameHeader header, byte[] bytes, int start, int length) {
        if (state != State.OPEN) {
            return;
        }
        FragmentAssembler current = assembly == null ? new FragmentAssembler(limits.messageBytes()) : assembly;
        String text = null;
        try {
            text = current.add(header, bytes, start, length);
        } catch (FragmentAssembler.Broken e) {
            violated(e.code(), e.problem());
        }
        assembly = current.isEmpty() ? null : current;
        if (text != null) {
            listener.received(text, loop.now());
        }
    }

    private void closedByServer(byte[] bytes, int start, int length) {
        if (state == State.CLOSING) {
            // The answer to ours. The server ends the stream now; if it does not, the deadline does.
            return;
        }
        int code = length < 2 ? 1005 : (bytes[start] & 0xff) << 8 | (bytes[start + 1] & 0xff);
        String reason = length < 2 ? "" : new String(bytes, start + 2, length - 2, UTF_8);
        startClosing(new CloseReason.ByServer(code, reason), length < 2 ? 1000 : code, "");
    }

    private void violated(int code, String problem) {
        if (state == State.OPEN) {
            startClosing(new CloseReason.Violation(code, problem), code, problem);
        } else if (state == State.CLOSING && closing != null) {
            end(closing);
        }
    }

    private void startClosing(CloseReason why, int code, String reason) {
        byte[] words = reason.getBytes(UTF_8);
        transmit(
                FrameHeader.CLOSE,
                ByteBuffer.allocate(2 + words.length)
                        .putShort((short) code)
                        .put(words)
                        .array());
        if (state == State.OPEN) {
            state = State.CLOSING;
            closing = why;
            assembly = null;
            setDeadline(loop.now() + limits.closingTime().toNanos(), why);
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
        if (mute) {
            return;
        }
        if (unsent == null) {
            socket().write(bytes);
        }
        if (!bytes.hasRemaining()) {
            return;
        }
        ByteBuffer waiting = unsent == null ? ByteBuffer.allocate(0) : unsent;
        if (waiting.remaining() + bytes.remaining() > limits.unsentBytes()) {
            end(new CloseReason.Failed("the server does not read"));
            return;
        }
        unsent = ByteBuffer.allocate(waiting.remaining() + bytes.remaining())
                .put(waiting)
                .put(bytes)
                .flip();
        watch();
    }

    private void flush() throws IOException {
        if (unsent != null) {
            socket().write(unsent);
            if (!unsent.hasRemaining()) {
                unsent = null;
                watch();
            }
        }
    }

    /** Asks the selector for what is of use now: to read if it is not deaf, to write only while something waits. */
    private void watch() {
        if (key != null && key.isValid()) {
            int reading = deaf ? 0 : SelectionKey.OP_READ;
            key.interestOps(unsent == null ? reading : reading | SelectionKey.OP_WRITE);
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

    private void end(CloseReason why) {
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
                // Nothing is lost with it: the connection is over.
            }
        }
        loop.execute(() -> listener.closed(why, loop.now()));
    }

    private Handshake upgrade() {
        return Objects.requireNonNull(handshake, "it is there until the connection is open");
    }

    private SocketChannel socket() {
        return Objects.requireNonNull(channel, "a connection in use has a channel");
    }

    /** One label per kind of problem: the system's words without addresses in them. */
    private static CloseReason failure(IOException e) {
        String message = e.getMessage();
        return new CloseReason.Failed(message == null ? e.getClass().getSimpleName() : message);
    }
}
