package org.ocppgateway.gateway.endpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Sockets of WebSockets that have ended here, while the peer may still be sending. A socket that is closed with unread input is reset
 * by the kernel, and what it has sent last, the close frame among it, may be lost on the way. So only its output is shut down, and
 * what arrives is thrown away until the peer closes or the time is up. Any thread.
 */
final class LingeringSockets {
    /** Bytes thrown away of one socket in one turn. */
    private static final int BUFFER = 64 * 1024;

    private final Map<SocketChannel, Long> sockets = new ConcurrentHashMap<>();
    private final ByteBuffer discarded = ByteBuffer.allocateDirect(BUFFER);
    private final int bound;
    private final long nanos;
    private final LongSupplier nanoTime;

    /**
     * Begins with none.
     *
     * @param bound sockets that may linger at once; one more is closed at once
     * @param limit how long a socket lingers at most
     */
    LingeringSockets(int bound, Duration limit, LongSupplier nanoTime) {
        this.bound = bound;
        this.nanos = limit.toNanos();
        this.nanoTime = nanoTime;
    }

    /** Takes over a socket that no selector watches any more. */
    void add(SocketChannel socket) {
        try {
            socket.shutdownOutput();
            if (sockets.size() < bound) {
                sockets.put(socket, nanoTime.getAsLong());
                return;
            }
        } catch (IOException e) {
            // The peer has reset the connection.
        }
        close(socket);
    }

    /** Timer: reads what has arrived, and closes what has ended or lingered long enough. One thread at a time. */
    void visit() {
        long now = nanoTime.getAsLong();
        sockets.forEach((socket, since) -> {
            if (now - since >= nanos || hasEnded(socket)) {
                sockets.remove(socket);
                close(socket);
            }
        });
    }

    /** Closes all of them. */
    void stop() {
        sockets.keySet().forEach(LingeringSockets::close);
        sockets.clear();
    }

    int count() {
        return sockets.size();
    }

    private boolean hasEnded(SocketChannel socket) {
        try {
            return socket.read(discarded.clear()) < 0;
        } catch (IOException | RuntimeException e) { // one that cannot be read keeps no other from being closed
            return true;
        }
    }

    private static void close(SocketChannel socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed as far as this process is concerned.
        }
    }
}
