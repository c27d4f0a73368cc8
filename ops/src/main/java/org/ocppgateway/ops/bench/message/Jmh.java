package org.ocppgateway.ops.bench.message;

import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Settings of JMH: one thread, so that a figure is for one core, and a new JVM for each benchmark. */
final class Jmh {
    static final String SETTINGS =
            "JMH, 1 thread, 1 fork, processor time, median of 7 x 1 s after warm-up until compiled, -Xms1g -Xmx1g";

    private static final int WARM_UPS = 3;
    private static final int ITERATIONS = 7;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final String ALLOCATION = "gc.alloc.rate.norm";

    private Jmh() {}

    /** @param benchmark simple name of a class of this package in {@code src/jmh} */
    static Collection<RunResult> run(String benchmark) throws RunnerException {
        return new Runner(new OptionsBuilder()
                        .include(Jmh.class.getPackageName() + "." + benchmark)
                        .mode(Mode.Throughput)
                        .timeUnit(TimeUnit.SECONDS)
                        .threads(1)
                        .forks(1)
                        .warmupIterations(WARM_UPS)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(ITERATIONS)
                        .measurementTime(TimeValue.seconds(1))
                        .jvmArgsAppend("-Xms1g", "-Xmx1g")
                        .addProfiler(GCProfiler.class)
                        .addProfiler(CpuTimeProfiler.class)
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
    }

    /**
     * Returns operations per second of processor time, garbage collection included. It is the median of the
     * iterations, so one disturbed iteration does not count.
     */
    static double perSecond(RunResult run) {
        double[] nanos = run.getBenchmarkResults().stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .map(iteration -> Objects.requireNonNull(
                        iteration.getSecondaryResults().get(CpuTimeProfiler.NANOS_PER_OPERATION)))
                .mapToDouble(result -> result.getScore())
                .sorted()
                .toArray();
        return NANOS_PER_SECOND / nanos[nanos.length / 2];
    }

    /** Returns bytes allocated per operation. */
    static double allocated(RunResult result) {
        return Objects.requireNonNull(result.getSecondaryResults().get(ALLOCATION))
                .getScore();
    }

    static SampleMessage sampleOf(RunResult result) {
        return SampleMessage.valueOf(result.getParams().getParam("sample"));
    }
}
