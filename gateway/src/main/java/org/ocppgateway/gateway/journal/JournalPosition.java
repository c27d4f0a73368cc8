package org.ocppgateway.gateway.journal;

import java.util.Comparator;
import java.util.Optional;

/**
 * Place of a record among the records of one charge point. Positions of a later session are greater, on any pod.
 *
 * @param epoch of the session
 * @param number of the record in its session, from 1
 */
public record JournalPosition(long epoch, long number) implements Comparable<JournalPosition> {
    /** Before every record. */
    public static final JournalPosition START = new JournalPosition(0, 0);

    private static final Comparator<JournalPosition> ORDER =
            Comparator.comparingLong(JournalPosition::epoch).thenComparingLong(JournalPosition::number);

    /** Parses {@code <epoch>:<number>}; empty for any other text. */
    public static Optional<JournalPosition> parse(String text) {
        int colon = text.indexOf(':');
        try {
            return Optional.of(new JournalPosition(
                    Long.parseLong(text.substring(0, Math.max(colon, 0))), Long.parseLong(text.substring(colon + 1))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The position before a record, so that the record comes after it. */
    public JournalPosition before() {
        return new JournalPosition(epoch, number - 1);
    }

    @Override
    public int compareTo(JournalPosition other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return epoch + ":" + number;
    }
}
