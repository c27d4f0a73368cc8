package org.ocppgateway.gateway.proxyprotocol;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * Collects the bytes of one header, version 1 or 2, and reads it. Takes no byte more than the header has and holds at most
 * {@link #MAX_BYTES}. Used by one thread at a time.
 */
public final class ProxyHeaderParser {
    /** Bytes of a header. Version 1 has at most 107; version 2 could have 65,551, and those of known proxies stay below 2,000. */
    public static final int MAX_BYTES = 8192;

    private byte[] header = new byte[128];
    private int length;
    private int expected = VersionTwo.FIXED_BYTES;

    /**
     * Takes the bytes of the header from {@code input}; what follows it is left there.
     *
     * @return the header, once it is complete
     * @throws InvalidProxyHeaderException if it cannot become a header; nothing more must be fed then
     */
    public Optional<ProxyHeader> feed(ByteBuffer input) throws InvalidProxyHeaderException {
        while (input.hasRemaining()) {
            add(input.get());
            if (VersionOne.matches(header, length)) {
                Optional<ProxyHeader> read = VersionOne.read(header, length);
                if (read.isPresent()) {
                    return read;
                }
            } else if (VersionTwo.matches(header, length)) {
                if (length == VersionTwo.FIXED_BYTES) {
                    expected = VersionTwo.expectedBytes(header);
                    if (expected > MAX_BYTES) {
                        throw new InvalidProxyHeaderException(
                                "a version 2 header of " + expected + " bytes; at most " + MAX_BYTES + " are read");
                    }
                }
                if (length >= VersionTwo.FIXED_BYTES && length == expected) {
                    return Optional.of(VersionTwo.read(ByteBuffer.wrap(header, 0, length)));
                }
            } else {
                throw new InvalidProxyHeaderException("no PROXY protocol header");
            }
        }
        return Optional.empty();
    }

    private void add(byte next) {
        if (length == header.length) {
            header = Arrays.copyOf(header, Math.min(header.length * 2, MAX_BYTES));
        }
        header[length++] = next;
    }
}
