package org.ocppgateway.ops.checks.fuzz;

import java.util.function.Predicate;

/** Shortens the input of a finding while the violation remains. */
final class Minimiser {
    private static final int MAX_TRIALS = 2_000;

    private final Predicate<String> stillBroken;
    private int trials;

    /** @param stillBroken whether a shorter input has the same violation */
    Minimiser(Predicate<String> stillBroken) {
        this.stillBroken = stillBroken;
    }

    /** Removes pieces of decreasing size as long as the violation remains. */
    String minimise(String text) {
        String smallest = text;
        for (int size = text.length() / 2; size > 0 && trials < MAX_TRIALS; size /= 2) {
            int at = 0;
            while (at + size <= smallest.length() && trials < MAX_TRIALS) {
                String smaller = smallest.substring(0, at) + smallest.substring(at + size);
                trials++;
                if (stillBroken.test(smaller)) {
                    smallest = smaller;
                } else {
                    at += size;
                }
            }
        }
        return smallest;
    }
}
