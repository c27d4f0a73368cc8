package org.ocppgateway.gateway.endpoint;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.compression.CompressionPool;
import org.eclipse.jetty.websocket.core.AbstractExtension;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.OutgoingEntry;
import org.eclipse.jetty.websocket.core.exception.BadPayloadException;
import org.eclipse.jetty.websocket.core.exception.CloseException;
import org.eclipse.jetty.websocket.core.exception.MessageTooLargeException;
import org.eclipse.jetty.websocket.core.exception.ProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * Compresses the messages of one connection independently (RFC 7692). Unlike Jetty's extension it uses native memory only during a
 * message, and it does not split outgoing frames.
 *
 * <p>Jetty delivers one frame at a time, on any thread of the endpoint. {@link #close} may be called at any time.
 */
final class PerMessageDeflate extends AbstractExtension {
    /** Compression does not pay off for shorter messages. */
    private static final int MIN_COMPRESSED_BYTES = 256;

    private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff};
    private static final int EXPECTED_RATIO = 4;

    private final Runnable onClose;
    private CompressionPool<Inflater>.@Nullable Entry inflating;
    private boolean compressed;
    private long inflated;
    private boolean closed;

    /** @param onClose called once the connection is closed; possibly more than once */
    PerMessageDeflate(Runnable onClose) {
        this.onClose = onClose;
    }

    @Override
    public boolean isRsv1User() {
        return true;
    }

    @Override
    public void sendFrame(OutgoingEntry entry) {
        Frame frame = entry.getFrame();
        boolean whole = frame.isDataFrame() && frame.isFin() && frame.getOpCode() != OpCode.CONTINUATION;
        ByteBuffer payload =
                whole && frame.getPayloadLength() >= MIN_COMPRESSED_BYTES ? deflate(frame.getPayload()) : null;
        if (payload == null) {
            nextOutgoingFrame(entry);
            return;
        }
        Frame smaller = new Frame(frame.getOpCode(), true, payload);
        smaller.setRsv1(true);
        nextOutgoingFrame(new OutgoingEntry.Builder(entry).frame(smaller).build());
    }

    /** Returns the compressed payload; null if it is not smaller. */
    private @Nullable ByteBuffer deflate(ByteBuffer payload) {
        CompressionPool<Deflater>.Entry entry = getDeflaterPool().acquire();
        try {
            Deflater deflater = entry.get();
            deflater.setInput(payload.slice());
            byte[] output = new byte[payload.remaining()];
            int length = deflater.deflate(output, 0, output.length, Deflater.SYNC_FLUSH);
            return length == output.length ? null : ByteBuffer.wrap(output, 0, length - TAIL.length);
        } finally {
            entry.release();
        }
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        Frame inflatedFrame;
        try {
            inflatedFrame = frame.isControlFrame() ? frame : inflate(frame);
        } catch (CloseException e) {
            callback.failed(e);
            return;
        }
        nextIncomingFrame(inflatedFrame, callback);
    }

    private synchronized Frame inflate(Frame frame) {
        if (frame.getOpCode() != OpCode.CONTINUATION) {
            compressed = frame.isRsv1();
            inflated = 0;
        } else if (frame.isRsv1()) {
            throw new ProtocolException("RSV1 is set on a continuation frame");
        }
        if (!compressed || closed) {
            return frame;
        }
        try {
            CompressionPool<Inflater>.Entry entry =
                    inflating == null ? getInflaterPool().acquire() : inflating;
            inflating = entry;
            ByteBuffer payload = inflate(entry.get(), frame);
            inflated += payload.remaining();
            return new Frame(frame.getOpCode(), frame.isFin(), payload);
        } catch (DataFormatException e) {
            throw new BadPayloadException(e);
        } finally {
            if (frame.isFin()) {
                releaseInflater();
            }
        }
    }

    private ByteBuffer inflate(Inflater inflater, Frame frame) throws DataFormatException {
        long remaining = getConfiguration().getMaxTextMessageSize() - inflated;
        byte[] output =
                new byte[(int) Math.min(remaining + 1, (long) frame.getPayloadLength() * EXPECTED_RATIO + TAIL.length)];
        inflater.setInput(frame.getPayload().slice());
        boolean tailGiven = !frame.isFin();
        int length = 0;
        while (true) {
            int more = inflater.inflate(output, length, output.length - length);
            length += more;
            if (length > remaining) {
                throw new MessageTooLargeException(
                        "larger than " + getConfiguration().getMaxTextMessageSize() + " bytes when inflated");
            }
            if (inflater.needsDictionary()) {
                throw new DataFormatException("a preset dictionary is required");
            }
            if (length == output.length) {
                output = Arrays.copyOf(output, (int) Math.min(remaining + 1, 2L * length + TAIL.length));
            } else if (more == 0 && tailGiven) {
                return ByteBuffer.wrap(output, 0, length);
            } else if (more == 0) {
                inflater.setInput(TAIL);
                tailGiven = true;
            }
        }
    }

    private void releaseInflater() {
        CompressionPool<Inflater>.Entry entry = inflating;
        inflating = null;
        if (entry != null) {
            entry.release();
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            releaseInflater();
        }
        onClose.run();
    }
}
