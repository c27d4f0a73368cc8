package org.ocppgateway.gateway.limit;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Default limits of this process, derived from its maximum heap size and its maximum number of open files. */
public final class AutomaticLimits {
    /** Bytes per connection. An idle connection with its session takes about half of it; the other half is for messages. */
    private static final long HEAP_PER_CONNECTION = 12 * 1024;

    /** The same for a connection whose TLS ends in this process. */
    private static final long HEAP_PER_TLS_CONNECTION = 18 * 1024;

    /** Bytes that are not available to connections. */
    private static final long RESERVED_HEAP = 64L * 1024 * 1024;

    /** Files for Kafka, Redis, logs, jars and selectors. */
    private static final int FILES_FOR_PROCESS = 124;

    /** Files for connections before the upgrade and for refused ones. */
    private static final int FILES_FOR_HANDSHAKES = 56;

    /** Files for connections to the admin port, including those above its maximum that are being refused. */
    private static final int FILES_FOR_ADMIN = 128;

    /** Files for requests to other pods: takeovers and rechecks, and as many for queries of the API. */
    private static final int FILES_FOR_PEERS = 64;

    /** Lingering sockets of closed connections: one per this number of files, within the minimum and maximum below. */
    private static final int FILES_PER_LINGERING_SOCKET = 256;

    private static final int MIN_LINGERING_SOCKETS = 44;
    private static final int MAX_LINGERING_SOCKETS = 4096;

    private static final int FIXED_RESERVED_FILES =
            FILES_FOR_PROCESS + FILES_FOR_HANDSHAKES + FILES_FOR_ADMIN + FILES_FOR_PEERS;

    /** Received text may take the heap divided by this number. The objects created from it take a multiple of that. */
    private static final int BACKLOG_DIVISOR = 16;

    private AutomaticLimits() {}

    /**
     * Number of threads that compute TLS handshakes, and of those that compute slow password hashes: half of the processors, at least one. The
     * operating system shares the processors between them and everything else, so the other half is left to connected charge points.
     */
    public static int computingThreads() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }

    /**
     * Maximum number of WebSocket connections.
     *
     * @param tls whether TLS of connections may end in this process; then every connection counts as one with TLS
     */
    public static int connections(boolean tls) {
        return connections(Runtime.getRuntime().maxMemory(), maxOpenFiles(), tls);
    }

    /** Maximum number of open sockets of charge points, including those before the upgrade. */
    public static int sockets() {
        long files = maxOpenFiles();
        return (int) Math.clamp(files - reservedFiles(files) + FILES_FOR_HANDSHAKES, 1L, Integer.MAX_VALUE);
    }

    /** Maximum number of sockets that stay open after the close until the peer has received the close frame. */
    public static int lingeringSockets() {
        return lingeringSockets(maxOpenFiles());
    }

    private static int lingeringSockets(long maxOpenFiles) {
        return Math.clamp(maxOpenFiles / FILES_PER_LINGERING_SOCKET, MIN_LINGERING_SOCKETS, MAX_LINGERING_SOCKETS);
    }

    private static long reservedFiles(long maxOpenFiles) {
        return (long) FIXED_RESERVED_FILES + lingeringSockets(maxOpenFiles);
    }

    /** Maximum number of characters of unprocessed messages, at one byte per character. */
    public static long backlog() {
        return Runtime.getRuntime().maxMemory() / BACKLOG_DIVISOR;
    }

    /** Maximum number of open files of this process, sockets included; {@code Long.MAX_VALUE} if unknown. */
    private static long maxOpenFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
    }

    /** Maximum number of WebSocket connections with a maximum heap and a maximum number of open files. */
    public static int connections(long heapBytes, long maxOpenFiles, boolean tls) {
        long byHeap = (heapBytes - RESERVED_HEAP) / (tls ? HEAP_PER_TLS_CONNECTION : HEAP_PER_CONNECTION);
        long byFiles = maxOpenFiles - reservedFiles(maxOpenFiles);
        return (int) Math.clamp(Math.min(byHeap, byFiles), 1L, Integer.MAX_VALUE);
    }
}
