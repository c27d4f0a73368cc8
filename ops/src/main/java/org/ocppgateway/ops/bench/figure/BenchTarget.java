package org.ocppgateway.ops.bench.figure;

/** What a figure has to reach. */
public sealed interface BenchTarget {
    boolean isReachedBy(double value);

    /** Whether more is better than less. */
    boolean wantsMore();

    /** The value may not be less. */
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

    /** The value may not be more. */
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

    /** Only to be watched. */
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

    /** The value may not be less. */
    static BenchTarget atLeast(double bound) {
        return new AtLeast(bound);
    }

    /** The value may not be more. */
    static BenchTarget atMost(double bound) {
        return new AtMost(bound);
    }
}
