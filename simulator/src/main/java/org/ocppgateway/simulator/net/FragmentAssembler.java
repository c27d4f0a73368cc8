package org.ocppgateway.simulator.net;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/** Assembles the fragments of one text message (RFC 6455, 5.4). Used by the thread of the network loop. */
final class FragmentAssembler {
    private final int maxBytes;
    private @Nullable ByteArrayOutputStream fragments;

    FragmentAssembler(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** An invalid message, with the close code for the connection. */
    static final class InvalidMessageException extends Exception {
        private final int code;
        private final String problem;

        InvalidMessageException(int code, String problem) {
            super(problem);
            this.code = code;
            this.problem = problem;
        }

        int code() {
            return code;
        }

        String problem() {
            return problem;
        }
    }

    boolean isEmpty() {
        return fragments == null;
    }

    /** Returns the message if this data frame completes it, otherwise null. */
    @Nullable
    String add(FrameHeader header, byte[] bytes, int start, int length) throws InvalidMessageException {
        if (header.opcode() == FrameHeader.BINARY) {
            throw new InvalidMessageException(1003, "a binary message");
        }
        if ((header.opcode() == FrameHeader.CONTINUATION) == (fragments == null)) {
            throw new InvalidMessageException(1002, "a fragment out of order");
        }
        if (fragments == null && header.last()) {
            return text(bytes, start, length);
        }
        if (fragments == null) {
            fragments = new ByteArrayOutputStream(length);
        }
        if (fragments.size() + length > maxBytes) {
            throw new InvalidMessageException(1009, "a message is too long");
        }
        fragments.write(bytes, start, length);
        if (!header.last()) {
            return null;
        }
        byte[] whole = fragments.toByteArray();
        fragments = null;
        return text(whole, 0, whole.length);
    }

    private static String text(byte[] bytes, int start, int length) throws InvalidMessageException {
        String text = new String(bytes, start, length, UTF_8);
        // The fast decoder replaces invalid bytes by U+FFFD. Only a text with U+FFFD needs the slower strict decoder.
        if (text.indexOf('\uFFFD') >= 0) {
            try {
                UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, length));
            } catch (CharacterCodingException e) {
                throw new InvalidMessageException(1007, "text that is not UTF-8");
            }
        }
        return text;
    }
}
