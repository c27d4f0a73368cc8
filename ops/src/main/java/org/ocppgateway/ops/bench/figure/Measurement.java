package org.ocppgateway.ops.bench.figure;

import java.util.List;

/** One measurement. It starts and stops the servers that it needs. */
public interface Measurement {

    /** Its name on the command line. */
    String name();

    /** Its description in one line. */
    String about();

    /**
     * Runs the measurement. Blocks for at most a few minutes.
     *
     * @param progress receives one line per step
     */
    List<BenchFigure> run(Progress progress) throws Exception;

    /** Receives progress messages. */
    @FunctionalInterface
    interface Progress {
        void report(String line);
    }
}
