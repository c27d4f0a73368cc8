package org.ocppgateway.ops.bench.sessions;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * State of a gateway with a number of sessions that have been idle for a while.
 *
 * @param connectsPerSecond sessions connected per second since the size before, each with an answered Heartbeat
 * @param bytes heap per session
 * @param residentBytes resident memory of the process, after a full collection that returned unused heap
 * @param processorPercent processor time of the whole process, in percent of one processor
 * @param longestPauseMillis longest young collection
 * @param collections number of young collections in that time
 */
record SessionSnapshot(
        int sessions,
        long connectsPerSecond,
        long bytes,
        long residentBytes,
        double processorPercent,
        long longestPauseMillis,
        long collections) {
    private static final String PREFIX = "snapshot";

    /** Returns the line that the measured process prints. */
    String line() {
        return String.format(
                Locale.ROOT,
                "%s %d %d %d %d %.2f %d %d",
                PREFIX,
                sessions,
                connectsPerSecond,
                bytes,
                residentBytes,
                processorPercent,
                longestPauseMillis,
                collections);
    }

    /** Parses such a line. Empty for any other line, such as a log line of the gateway. */
    static Optional<SessionSnapshot> of(String line) {
        List<String> columns = List.of(line.split(" ", -1));
        if (!columns.getFirst().equals(PREFIX)) {
            return Optional.empty();
        }
        return Optional.of(new SessionSnapshot(
                Integer.parseInt(columns.get(1)),
                Long.parseLong(columns.get(2)),
                Long.parseLong(columns.get(3)),
                Long.parseLong(columns.get(4)),
                Double.parseDouble(columns.get(5)),
                Long.parseLong(columns.get(6)),
                Long.parseLong(columns.get(7))));
    }

    /** Returns a description for progress messages. */
    String description() {
        return String.format(
                Locale.ROOT,
                "%,d sessions: %,d connected per second, %,d B of heap each, %,d MiB resident, %.1f %% of a processor,"
                        + " %d young collections of at most %d ms",
                sessions,
                connectsPerSecond,
                bytes,
                residentBytes >> 20,
                processorPercent,
                collections,
                longestPauseMillis);
    }
}
