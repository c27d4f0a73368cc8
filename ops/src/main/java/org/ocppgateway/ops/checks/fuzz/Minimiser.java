package org.ocppgateway.ops.checks.fuzz;

import java.util.function.Predicate;

/** Makes the text of a finding smaller while it stays one. */
final class Minimiser {
    private static final int MAX_TRIALS = 2_000;

    private final Predicate<String> stillBroken;
    private int trials;

    /** @param stillBroken whether a smaller text shows the same */
    Minimiser(Predicate<String> stillBroken) {
        this.stillBroken = stillBroken;
    }

    /** Leaves out ever smaller pieces, as long as there is one that can be missed. */
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
