package org.ocppgateway.routing.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The commands that this pod has, and results of commands that ended here: recognises a repeated id without asking Redis, and after
 * Redis has lost its state. The commands are as many as lanes and queues hold. The results are bounded in number and bytes; the oldest
 * go first. Used by any thread.
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

    /** Whether this pod did not have the command already. */
    synchronized boolean begin(String commandId) {
        return running.add(commandId);
    }

    /** The result with which it ended, if this pod remembers one. */
    synchronized @Nullable String result(String commandId) {
        byte[] result = results.get(commandId);
        return result == null ? null : new String(result, UTF_8);
    }

    synchronized void end(String commandId, String result) {
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

    /** The command is another pod's to end. */
    synchronized void leave(String commandId) {
        running.remove(commandId);
    }

    synchronized int running() {
        return running.size();
    }

    /** Bytes of the results that are remembered. */
    synchronized long bytes() {
        return bytes;
    }
}
