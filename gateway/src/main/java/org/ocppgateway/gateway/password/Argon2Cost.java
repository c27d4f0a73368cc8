package org.ocppgateway.gateway.password;

/**
 * Cost of one computation of Argon2id. Bounded, because a hash from a source decides about it: a hash with a great cost would be a way
 * to stop the gateway.
 *
 * @param memoryKib memory in KiB, at least 8 for each lane, at most 65,536
 * @param passes over the memory, 1 to 16
 * @param lanes 1 to 4; all are computed by one thread
 */
public record Argon2Cost(int memoryKib, int passes, int lanes) {
    static final int MAX_MEMORY_KIB = 65_536;

    /** The minimum that OWASP recommends: 19 MiB, 2 passes, 1 lane. About 30 ms. */
    public static final Argon2Cost DEFAULT = new Argon2Cost(19_456, 2, 1);

    /** Refuses values that are out of range. */
    public Argon2Cost {
        require("p", lanes, 1, 4);
        require("t", passes, 1, 16);
        require("m", memoryKib, 8 * lanes, MAX_MEMORY_KIB);
    }

    private static void require(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "the parameter " + name + " of Argon2 is " + least + " to " + most + " here, not " + value);
        }
    }
}
