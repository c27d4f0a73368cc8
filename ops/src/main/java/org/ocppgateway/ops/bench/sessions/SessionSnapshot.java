package org.ocppgateway.ops.bench.sessions;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a gateway stands with so many sessions, after they have been idle for a while.
 *
 * @param bytes of heap for each session
 * @param processorPercent of one processor that the whole process takes
 * @param longestPauseMillis of a young collection
 * @param collections young ones in that time
 */
record SessionSnapshot(int sessions, long bytes, double processorPercent, long longestPauseMillis, long collections) {
    private static final String WORD = "stand";

    /** As one line. */
    String line() {
        return String.format(
                Locale.ROOT,
                "%s %d %d %.2f %d %d",
                WORD,
                sessions,
                bytes,
                processorPercent,
                longestPauseMillis,
                collections);
    }

    /** From such a line; empty for what is none, as the gateway's log. */
    static Optional<SessionSnapshot> of(String line) {
        List<String> columns = List.of(line.split(" ", -1));
        if (!columns.getFirst().equals(WORD)) {
            return Optional.empty();
        }
        return Optional.of(new SessionSnapshot(
                Integer.parseInt(columns.get(1)),
                Long.parseLong(columns.get(2)),
                Double.parseDouble(columns.get(3)),
                Long.parseLong(columns.get(4)),
                Long.parseLong(columns.get(5))));
    }

    /** For a person. */
    String words() {
        return String.format(
                Locale.ROOT,
                "%,d sessions: %,d B each, %.1f %% of a processor, %d young collections of at most %d ms",
                sessions,
                bytes,
                processorPercent,
                collections,
                longestPauseMillis);
    }
}
