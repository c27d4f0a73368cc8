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
 * Compression of one connection's messages (RFC 7692), each for itself. Holds native memory only while a message is under way, which
 * Jetty's own extension does not manage; and frames go out as they came in, in one piece.
 *
 * <p>Frames come in one at a time, on any thread of the endpoint; {@link #close} comes at any time.
 */
final class PerMessageDeflate extends AbstractExtension {
    /** Messages that are shorter gain nothing. */
    private static final int WORTHWHILE = 256;

    private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff};
    private static final int FIRST_GUESS = 4;

    private final Runnable onClose;
    private CompressionPool<Inflater>.@Nullable Entry inflating;
    private boolean compressed;
    private long inflated;
    private boolean closed;

    /** @param onClose run when the connection is no more */
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
        ByteBuffer payload = whole && frame.getPayloadLength() >= WORTHWHILE ? deflate(frame.getPayload()) : null;
        if (payload == null) {
            nextOutgoingFrame(entry);
            return;
        }
        Frame smaller = new Frame(frame.getOpCode(), true, payload);
        smaller.setRsv1(true);
        nextOutgoingFrame(new OutgoingEntry.Builder(entry).frame(smaller).build());
    }

    /** The compressed payload, or null if that is not smaller. */
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
            throw new ProtocolException("only the first frame of a message may say that it is compressed");
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
        long room = getConfiguration().getMaxTextMessageSize() - inflated;
        byte[] output = new byte[(int) Math.min(room + 1, (long) frame.getPayloadLength() * FIRST_GUESS + TAIL.length)];
        inflater.setInput(frame.getPayload().slice());
        boolean tailGiven = !frame.isFin();
        int length = 0;
        while (true) {
            int more = inflater.inflate(output, length, output.length - length);
            length += more;
            if (length > room) {
                throw new MessageTooLargeException(
                        "larger than " + getConfiguration().getMaxTextMessageSize() + " bytes when inflated");
            }
            if (inflater.needsDictionary()) {
                throw new DataFormatException("asks for a dictionary");
            }
            if (length == output.length) {
                output = Arrays.copyOf(output, (int) Math.min(room + 1, 2L * length + TAIL.length));
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
