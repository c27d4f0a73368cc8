package org.ocppgateway.ops.bench.figure;

/** The target of a figure. */
public sealed interface BenchTarget {
    boolean isReachedBy(double value);

    /** Whether a larger value is better. */
    boolean wantsMore();

    /** A lower bound. */
    record AtLeast(double bound) implements BenchTarget {
        @Override
        public boolean isReachedBy(double value) {
            return value >= bound;
        }

        @Override
        public boolean wantsMore() {
            return true;
        }

        @Override
        public String toString() {
            return ">= " + BenchFigure.text(bound);
        }
    }

    /** An upper bound. */
    record AtMost(double bound) implements BenchTarget {
        @Override
        public boolean isReachedBy(double value) {
            return value <= bound;
        }

        @Override
        public boolean wantsMore() {
            return false;
        }

        @Override
        public String toString() {
            return "<= " + BenchFigure.text(bound);
        }
    }

    /** No bound: the figure is recorded for comparison only. */
    enum Watched implements BenchTarget {
        MORE_IS_BETTER,
        LESS_IS_BETTER;

        @Override
        public boolean isReachedBy(double value) {
            return true;
        }

        @Override
        public boolean wantsMore() {
            return this == MORE_IS_BETTER;
        }

        @Override
        public String toString() {
            return "";
        }
    }

    /** Returns a lower bound. */
    static BenchTarget atLeast(double bound) {
        return new AtLeast(bound);
    }

    /** Returns an upper bound. */
    static BenchTarget atMost(double bound) {
        return new AtMost(bound);
    }
}
