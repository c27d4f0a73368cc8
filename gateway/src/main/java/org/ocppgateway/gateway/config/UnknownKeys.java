package org.ocppgateway.gateway.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Finds keys that are not read, and suggests their new names or similar keys. */
final class UnknownKeys {
    private static final int FAR = 8;

    /** Keys of earlier versions and their new names. */
    private static final Map<String, String> RENAMED = Map.of(
            "gateway.session.boot-wait", "gateway.session.boot-grace",
            "gateway.session.farewell-limit", "gateway.session.offline-event.retry-limit",
            "gateway.session.farewell-pause", "gateway.session.offline-event.retry-pause",
            "gateway.session.farewell-bound", "gateway.session.offline-event.max-pending",
            "gateway.session.capacity.messages-in-work", "gateway.session.capacity.messages-in-progress",
            "gateway.commands.give-up-after", "gateway.commands.result-retry-limit",
            "gateway.sweeper.look-interval", "gateway.sweeper.check-interval",
            "gateway.sweeper.dead-after", "gateway.sweeper.pod-timeout",
            "gateway.takeover.persistence", "gateway.takeover.challenge-period");

    private UnknownKeys() {}

    /** Returns the problems of {@code config}, sorted by key. Keys below a known key are part of its value. */
    static List<String> in(Config config, Set<String> known) {
        Map<String, String> unknown = new TreeMap<>();
        for (Map.Entry<String, ConfigValue> entry : config.entrySet()) {
            String key = entry.getKey();
            if (known.stream().noneMatch(name -> key.equals(name) || key.startsWith(name + "."))) {
                unknown.put(
                        key, entry.getValue().origin().description() + ": unknown key " + key + suggestion(key, known));
            }
        }
        return List.copyOf(unknown.values());
    }

    private static String suggestion(String key, Set<String> known) {
        String renamed = RENAMED.get(key);
        if (renamed != null) {
            return "; it is now " + renamed;
        }
        return known.stream()
                .min(Comparator.comparingInt(name -> distance(key, name)))
                .filter(name -> distance(key, name) <= FAR)
                .map(name -> "; did you mean " + name + "?")
                .orElse("");
    }

    /** Levenshtein distance: number of inserted, deleted and changed letters. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j - 1], diagonal) + 1);
            }
        }
        return row[other.length()];
    }
}
