package org.ocppgateway.routing.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The commands of this pod and the results of commands that ended here. Detects a repeated id without a call to Redis,
 * also after Redis has lost the state. The number of commands is bounded by their queues. The results are bounded in
 * number and bytes; the oldest are dropped first. Thread-safe.
 */
final class KnownCommands {
    private final int resultLimit;
    private final long byteLimit;
    private final Set<String> running = new HashSet<>();
    private final Map<String, byte[]> results = new LinkedHashMap<>();
    private long bytes;

    KnownCommands(int resultLimit, long byteLimit) {
        this.resultLimit = resultLimit;
        this.byteLimit = byteLimit;
    }

    /** Adds a command. Returns false if this pod already has it. */
    synchronized boolean add(String commandId) {
        return running.add(commandId);
    }

    /** Returns the result of an ended command, if it is still in memory. */
    synchronized @Nullable String result(String commandId) {
        byte[] result = results.get(commandId);
        return result == null ? null : new String(result, UTF_8);
    }

    synchronized void setResult(String commandId, String result) {
        running.remove(commandId);
        byte[] remembered = result.getBytes(UTF_8);
        byte[] before = results.put(commandId, remembered);
        bytes += remembered.length - (before == null ? 0 : before.length);
        Iterator<byte[]> oldest = results.values().iterator();
        while (results.size() > resultLimit || bytes > byteLimit) {
            bytes -= oldest.next().length;
            oldest.remove();
        }
    }

    /** Removes a command that another pod ends. */
    synchronized void remove(String commandId) {
        running.remove(commandId);
    }

    synchronized int running() {
        return running.size();
    }

    /** Bytes of the results in memory. */
    synchronized long bytes() {
        return bytes;
    }
}
