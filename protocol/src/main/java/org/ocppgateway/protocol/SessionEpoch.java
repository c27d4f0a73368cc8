package org.ocppgateway.protocol;

/**
 * The fencing token of one session of a charge point: a later session has a greater epoch, on whatever pod it is.
 *
 * @param value positive; usually microseconds since 1970, by Redis' clock
 */
public record SessionEpoch(long value) implements Comparable<SessionEpoch> {
    public SessionEpoch {
        if (value <= 0) {
            throw new IllegalArgumentException("an epoch is positive");
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
