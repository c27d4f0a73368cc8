package org.ocppgateway.ops.bench.sessions;

import java.util.List;
import java.util.Locale;

/**
 * How a gateway stands with so many sessions, after they have been idle for a while.
 *
 * @param bytes of heap for each session
 * @param processorPercent of one processor that the whole process takes
 * @param longestPauseMillis of a young collection
 * @param collections young ones in that time
 */
record Stand(int sessions, long bytes, double processorPercent, long longestPauseMillis, long collections) {

    /** As one line. */
    String line() {
        return String.format(
                Locale.ROOT, "%d %d %.2f %d %d", sessions, bytes, processorPercent, longestPauseMillis, collections);
    }

    /** From such a line. */
    static Stand of(String line) {
        List<String> columns = List.of(line.split(" "));
        return new Stand(
                Integer.parseInt(columns.get(0)),
                Long.parseLong(columns.get(1)),
                Double.parseDouble(columns.get(2)),
                Long.parseLong(columns.get(3)),
                Long.parseLong(columns.get(4)));
    }
}
