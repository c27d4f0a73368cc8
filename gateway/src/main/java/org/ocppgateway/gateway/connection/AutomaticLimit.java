package org.ocppgateway.gateway.connection;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How many connections a process can hold, by its heap and by the files that it may open, and how much of what they say. */
public final class AutomaticLimit {
    /** An idle connection with its session takes about half of it; the other half is for what is said. */
    private static final long HEAP_PER_CONNECTION = 12 * 1024;

    /** The part of the heap that is not for connections. */
    private static final long HEAP_FOR_THE_REST = 64L * 1024 * 1024;

    /** For Kafka, Redis, logs, jars, pods that ask each other, and connections that are being refused. */
    private static final long FILES_FOR_THE_REST = 384;

    /** The part of them for connections that are being refused. */
    private static final long FILES_FOR_NEWCOMERS = 128;

    /** Received text may take one part of so many of the heap; what is made of it takes as much again a few times. */
    private static final int BACKLOG_PARTS = 8;

    private AutomaticLimit() {}

    /** For this process. */
    public static int connections() {
        return connections(Runtime.getRuntime().maxMemory(), openableFiles());
    }

    /** How many sockets of charge points this process may have open, those on their way in or out among them. */
    public static int sockets() {
        return (int) Math.clamp(openableFiles() - FILES_FOR_THE_REST + FILES_FOR_NEWCOMERS, 1L, Integer.MAX_VALUE);
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
        long byFiles = openableFiles - FILES_FOR_THE_REST;
        return (int) Math.clamp(Math.min(byHeap, byFiles), 1L, Integer.MAX_VALUE);
    }
}
