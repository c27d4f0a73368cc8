package org.ocppgateway.gateway.endpoint.listener;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Sockets of closed WebSockets whose peer may still be sending. The kernel resets a socket that is closed with unread input, and the peer
 * may then lose the last frames, including the close frame. Therefore only the output is shut down, and input is discarded until the peer
 * closes or the time limit is reached. Thread-safe.
 */
public final class LingeringSockets {
    /** Maximum number of bytes discarded per socket and check. */
    private static final int BUFFER = 64 * 1024;

    private final Map<SocketChannel, Long> sockets = new ConcurrentHashMap<>();
    private final ByteBuffer discarded = ByteBuffer.allocateDirect(BUFFER);
    private final int maxSockets;
    private final long timeoutNanos;
    private final LongSupplier nanoTime;

    /**
     * @param maxSockets maximum number of lingering sockets; a further one is closed immediately
     * @param timeout maximum time that a socket lingers
     */
    public LingeringSockets(int maxSockets, Duration timeout, LongSupplier nanoTime) {
        this.maxSockets = maxSockets;
        this.timeoutNanos = timeout.toNanos();
        this.nanoTime = nanoTime;
    }

    /** Adds a socket that is no longer registered with a selector. */
    void add(SocketChannel socket) {
        try {
            socket.shutdownOutput();
            if (sockets.size() < maxSockets) {
                sockets.put(socket, nanoTime.getAsLong());
                return;
            }
        } catch (IOException e) {
            // The peer has reset the connection.
        }
        close(socket);
    }

    /** Called by the timer: discards input, and closes sockets that have ended or reached the time limit. */
    public void closeFinished() {
        long now = nanoTime.getAsLong();
        sockets.forEach((socket, since) -> {
            if (now - since >= timeoutNanos || hasEnded(socket)) {
                sockets.remove(socket);
                close(socket);
            }
        });
    }

    /** Closes all sockets. */
    public void stop() {
        sockets.keySet().forEach(LingeringSockets::close);
        sockets.clear();
    }

    public int count() {
        return sockets.size();
    }

    private boolean hasEnded(SocketChannel socket) {
        try {
            return socket.read(discarded.clear()) < 0;
        } catch (IOException | RuntimeException e) { // a failure of one socket must not affect the others
            return true;
        }
    }

    private static void close(SocketChannel socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // The file descriptor is released in any case.
        }
    }
}
