package org.ocppgateway.simulator.fleet;

/**
 * Part of a fleet that runs in its own process. All parts have about the same size.
 *
 * @param number index of the slice, from 0
 * @param of number of slices
 */
public record FleetSlice(int number, int of) {
    public static final FleetSlice WHOLE = new FleetSlice(0, 1);

    public FleetSlice {
        if (of < 1 || number < 0 || number >= of) {
            throw new IllegalArgumentException("there is no slice " + number + " of " + of);
        }
    }

    /** Returns the fleet index of the first charge point of the slice. */
    int first(int chargePoints) {
        return (int) ((long) chargePoints * number / of);
    }

    /** Returns the fleet index after the last charge point of the slice. */
    int last(int chargePoints) {
        return (int) ((long) chargePoints * (number + 1) / of);
    }
}
