package org.ocppgateway.simulator.net;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/** Puts the fragments of one text message together (RFC 6455, 5.4). Belongs to the loop's thread. */
final class FragmentAssembler {
    private final int maxBytes;
    private @Nullable ByteArrayOutputStream fragments;

    FragmentAssembler(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** The message breaks a rule; the code is the one to close with. */
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

    /** The whole message if this data frame was its last, otherwise null. */
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
        // The fast decoder puts U+FFFD for what it cannot read; only then is a strict look worth its price.
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
