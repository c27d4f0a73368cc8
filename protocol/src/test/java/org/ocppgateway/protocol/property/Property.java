package org.ocppgateway.protocol.property;

import java.util.Random;
import java.util.SplittableRandom;

/** Checks a property with random input. One seed per run, printed once; {@code -Dseed=N} repeats a run. */
public final class Property {
    private static final long SEED = Long.getLong("seed", System.nanoTime());

    static {
        System.out.println("seed=" + SEED);
    }

    private Property() {}

    /** Throws if the property does not hold. */
    @FunctionalInterface
    public interface Rule {
        void check(Random random) throws Exception;
    }

    /** Checks a property {@code tries} times. Each check has its own random generator, independent of other tests. */
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
