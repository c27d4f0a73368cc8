package org.ocppgateway.gateway.journal;

import java.util.Locale;
import java.util.Optional;

/**
 * A record of the journal as JSON.
 *
 * @param json one line
 */
public record JournalLine(JournalPosition position, Kind kind, String json) {
    /** Kind of a line. */
    public enum Kind {
        /** A frame: a record of OCPP Trace Format 1.1. */
        FRAME,
        /** A frame that the format cannot express. */
        UNREADABLE,
        /** Start or end of a session. */
        SESSION
    }

    /** Returns the line for another pod. */
    public String encoded() {
        return position + " " + kind.name().toLowerCase(Locale.ROOT) + " " + json;
    }

    /** Parses the line of another pod; empty if it is of a kind that this release does not know. */
    public static Optional<JournalLine> decode(String line) {
        String[] parts = line.split(" ", 3);
        if (parts.length < 3) {
            return Optional.empty();
        }
        for (Kind kind : Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(parts[1])) {
                return JournalPosition.parse(parts[0]).map(position -> new JournalLine(position, kind, parts[2]));
            }
        }
        return Optional.empty();
    }
}
