package org.ocppgateway.protocol.property;

import java.util.Random;
import java.util.SplittableRandom;

/** A rule that holds whatever chance brings. One seed for the whole run, printed once; {@code -Dseed=N} repeats a run. */
public final class Property {
    private static final long SEED = Long.getLong("seed", System.nanoTime());

    static {
        System.out.println("seed=" + SEED);
    }

    private Property() {}

    /** Something that throws if it does not hold. */
    @FunctionalInterface
    public interface Rule {
        void check(Random random) throws Exception;
    }

    /** Checks a rule so many times, each with randomness of its own, which is the same whatever else is run. */
    public static void holds(int tries, Rule rule) {
        SplittableRandom seeds = new SplittableRandom(SEED);
        for (int i = 0; i < tries; i++) {
            Random random = new Random(seeds.nextLong());
            try {
                rule.check(random);
            } catch (Exception | AssertionError | StackOverflowError e) {
                throw new AssertionError("broken at try " + i + " with seed=" + SEED + ": " + e.getMessage(), e);
            }
        }
    }
}
