package org.ocppgateway.gateway.limit;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How many connections a process can hold, by its heap and by the files that it may open, and how much of what they say. */
public final class AutomaticLimits {
    /** An idle connection with its session takes about half of it; the other half is for what is said. */
    private static final long HEAP_PER_CONNECTION = 12 * 1024;

    /** The part of the heap that is not for connections. */
    private static final long HEAP_FOR_THE_REST = 64L * 1024 * 1024;

    /** For Kafka, Redis, logs, jars and selectors. */
    private static final int FILES_FOR_THE_PROCESS = 124;

    /** For connections on their way in, or being refused. */
    private static final int FILES_FOR_NEWCOMERS = 56;

    /** For connections to the admin port, and as many as it takes before it refuses more. */
    private static final int FILES_FOR_ADMIN = 128;

    /** For requests to other pods. */
    private static final int FILES_FOR_PEERS = 32;

    /** For sockets of ended connections, which are kept for a moment; of many files one of so many. */
    private static final int FEWEST_LINGERING = 44;

    private static final int FILES_PER_LINGERING = 256;
    private static final int MOST_LINGERING = 4096;

    private static final int FILES_FOR_THE_REST =
            FILES_FOR_THE_PROCESS + FILES_FOR_NEWCOMERS + FILES_FOR_ADMIN + FILES_FOR_PEERS;

    /** Received text may take one part of so many of the heap; what is made of it takes as much again a few times. */
    private static final int BACKLOG_PARTS = 8;

    private AutomaticLimits() {}

    /** For this process. */
    public static int connections() {
        return connections(Runtime.getRuntime().maxMemory(), openableFiles());
    }

    /** How many sockets of charge points this process may have open, those on their way in or out among them. */
    public static int sockets() {
        long files = openableFiles();
        return (int) Math.clamp(files - rest(files) + FILES_FOR_NEWCOMERS, 1L, Integer.MAX_VALUE);
    }

    /** Sockets of ended connections that may be kept until the peer has seen the close. */
    public static int lingeringSockets() {
        return lingering(openableFiles());
    }

    private static int lingering(long openableFiles) {
        return Math.clamp(openableFiles / FILES_PER_LINGERING, FEWEST_LINGERING, MOST_LINGERING);
    }

    private static long rest(long openableFiles) {
        return (long) FILES_FOR_THE_REST + lingering(openableFiles);
    }

    /** How many characters of received messages this process may hold, at a byte each. */
    public static long backlog() {
        return Runtime.getRuntime().maxMemory() / BACKLOG_PARTS;
    }

    /** How many files, sockets among them, this process may have open. */
    private static long openableFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
    }

    static int connections(long heapBytes, long openableFiles) {
        long byHeap = (heapBytes - HEAP_FOR_THE_REST) / HEAP_PER_CONNECTION;
        long byFiles = openableFiles - rest(openableFiles);
        return (int) Math.clamp(Math.min(byHeap, byFiles), 1L, Integer.MAX_VALUE);
    }
}
