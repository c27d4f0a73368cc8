package org.ocppgateway.ops.checks.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ocppgateway.ops.stack.backend.BackendEvent;
import org.ocppgateway.ops.stack.backend.Feed;

/**
 * Times at which the gateways let sessions leave, from their offline events.
 *
 * @param times by pod and reason, sorted
 * @param connected number of sessions that began
 * @param offline number of sessions that ended
 */
public record Closes(Map<String, List<Instant>> times, long connected, long offline) {
    private static final Duration WINDOW = Duration.ofSeconds(5);

    /** Reads the whole topic. */
    public static Closes read(String kafka) {
        Map<String, List<Instant>> times = new TreeMap<>();
        long connected = 0;
        long offline = 0;
        try (Feed<BackendEvent> feed = Feed.events(kafka, true)) {
            while (!feed.isAtEnd()) {
                for (BackendEvent event : feed.next()) {
                    connected += event.type().equals("device.connected") ? 1 : 0;
                    if (event.type().equals("device.offline")) {
                        offline++;
                        String reason = event.data().get("reason").getAsString();
                        if (reason.equals("pod-stopping") || reason.equals("rebalanced")) {
                            times.computeIfAbsent(
                                            event.data().get("podId").getAsString() + ", " + reason,
                                            name -> new ArrayList<>())
                                    .add(event.time());
                        }
                    }
                }
            }
        }
        times.values().forEach(each -> each.sort(null));
        return new Closes(times, connected, offline);
    }

    /** Highest number of closes within five seconds, per second. */
    public static double highestRate(List<Instant> times) {
        int most = 0;
        int first = 0;
        for (int last = 0; last < times.size(); last++) {
            while (Duration.between(times.get(first), times.get(last)).compareTo(WINDOW) > 0) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return (double) most / WINDOW.toSeconds();
    }
}
