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

/** How benchmarks are run here: one thread, so that a figure is for one core; each in a JVM of its own. */
final class Jmh {
    static final String SETTINGS = "JMH, 1 thread, 1 fork, 5 x 1 s after 5 x 1 s, -Xms1g -Xmx1g";

    private static final int ITERATIONS = 5;
    private static final String ALLOCATION = "gc.alloc.rate.norm";

    private Jmh() {}

    /** @param benchmark a class of this package in {@code src/jmh}, by its simple name */
    static Collection<RunResult> run(String benchmark) throws RunnerException {
        return new Runner(new OptionsBuilder()
                        .include(Jmh.class.getPackageName() + "." + benchmark)
                        .mode(Mode.Throughput)
                        .timeUnit(TimeUnit.SECONDS)
                        .threads(1)
                        .forks(1)
                        .warmupIterations(ITERATIONS)
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

    static double perSecond(RunResult result) {
        return result.getPrimaryResult().getScore();
    }

    /** Bytes allocated for one operation. */
    static double allocated(RunResult result) {
        return Objects.requireNonNull(result.getSecondaryResults().get(ALLOCATION))
                .getScore();
    }

    static SampleMessage sampleOf(RunResult result) {
        return SampleMessage.valueOf(result.getParams().getParam("sample"));
    }
}
