package org.ocppgateway.ops.bench.figure;

import java.util.List;

/** Something that can be measured, with all it needs: it starts and stops its own servers. */
public interface Measurement {

    /** What it is selected by on the command line. */
    String name();

    /** One line on what is measured. */
    String about();

    /**
     * Measures; blocks for at most a few minutes.
     *
     * @param progress is told in a line what goes on
     */
    List<BenchFigure> run(Progress progress) throws Exception;

    /** Listens to what goes on. */
    @FunctionalInterface
    interface Progress {
        void report(String line);
    }
}
