package org.ocppgateway.simulator.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A connection without TLS. */
record PlainStream(SocketChannel channel) implements ByteStream {
    @Override
    public void start() {
        // There is no handshake.
    }

    @Override
    public boolean isEstablished() {
        return true;
    }

    @Override
    public int read(ByteBuffer buffer) throws IOException {
        return channel.read(buffer);
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        channel.write(bytes);
    }

    @Override
    public boolean hasPending() {
        return false;
    }

    @Override
    public void flush() {
        // Nothing waits here.
    }
}
