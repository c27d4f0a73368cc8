package org.ocppgateway.simulator.fleet;

/**
 * One of several parts of a fleet, as equal as can be, each in a process of its own.
 *
 * @param number from 0
 * @param of how many there are
 */
public record FleetSlice(int number, int of) {
    public static final FleetSlice WHOLE = new FleetSlice(0, 1);

    public FleetSlice {
        if (of < 1 || number < 0 || number >= of) {
            throw new IllegalArgumentException("there is no slice " + number + " of " + of);
        }
    }

    /** The place in the fleet of its first charge point, from 0. */
    int first(int chargePoints) {
        return (int) ((long) chargePoints * number / of);
    }

    /** The place in the fleet after that of its last charge point. */
    int last(int chargePoints) {
        return (int) ((long) chargePoints * (number + 1) / of);
    }
}
