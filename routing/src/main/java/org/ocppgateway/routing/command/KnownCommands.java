package org.ocppgateway.routing.command;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The commands this pod itself is at or has ended lately: recognises a repeated id at once, and while Redis is out. Those
 * under way are as many as lanes and queues hold; of the ended ones the oldest are forgotten first.
 */
final class KnownCommands {
    private final Set<String> running = new HashSet<>();
    private final Map<String, String> ended;

    KnownCommands(int rememberedLimit) {
        this.ended = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
                return size() > rememberedLimit;
            }
        };
    }

    /** Whether this pod is not at the command already. */
    synchronized boolean begin(String commandId) {
        return running.add(commandId);
    }

    /** The result with which it ended, if this pod remembers one. */
    synchronized @Nullable String result(String commandId) {
        return ended.get(commandId);
    }

    synchronized void end(String commandId, String result) {
        ended.put(commandId, result);
        running.remove(commandId);
    }

    /** The command is somebody else's to end. */
    synchronized void leave(String commandId) {
        running.remove(commandId);
    }

    synchronized int running() {
        return running.size();
    }
}
