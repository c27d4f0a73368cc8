package org.ocppgateway.protocol;

/**
 * Fencing token of one session of a charge point. A later session has a greater epoch, on any pod.
 *
 * @param value positive; usually microseconds since 1970 by the clock of Redis
 */
public record SessionEpoch(long value) implements Comparable<SessionEpoch> {
    public SessionEpoch {
        if (value <= 0) {
            throw new IllegalArgumentException("an epoch must be positive");
        }
    }

    @Override
    public int compareTo(SessionEpoch other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
