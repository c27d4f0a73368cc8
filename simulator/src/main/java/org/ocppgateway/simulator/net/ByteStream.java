package org.ocppgateway.simulator.net;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes of one client connection, with or without TLS. Used by the thread of its network loop; no method blocks. */
interface ByteStream {
    /** Called once, when the socket is connected. */
    void start() throws IOException;

    /** Whether {@link #write} takes bytes: not before a TLS handshake is complete. */
    boolean isEstablished();

    /** Reads into {@code buffer}; returns the number of bytes, 0 if there are none yet, -1 at the end of the stream. */
    int read(ByteBuffer buffer) throws IOException;

    /** Writes as much as the socket accepts. */
    void write(ByteBuffer bytes) throws IOException;

    /** Whether bytes of the stream itself wait for the socket. */
    boolean hasPending();

    /** Writes what waits, when the socket accepts bytes again. */
    void flush() throws IOException;
}
