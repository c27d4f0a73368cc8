package org.ocppgateway.ops.bench.message;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.ocppgateway.ops.bench.figure.BenchFigure;
import org.ocppgateway.ops.bench.figure.BenchTarget;
import org.ocppgateway.ops.bench.figure.Measurement;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

/** Parsing and validation alone, compared in the same run with a JSON tree and a schema library. */
public final class ReadingMeasurement implements Measurement {
    private static final double LEAST_RATIO = 2.5;

    @Override
    public String name() {
        return "reading";
    }

    @Override
    public String about() {
        return "parsing, validating and storing a payload, compared with Jackson's tree and networknt's validator";
    }

    @Override
    public List<BenchFigure> run(Progress progress) throws RunnerException {
        Collection<RunResult> results = Jmh.run("ReadingBenchmark");
        List<BenchFigure> figures = new ArrayList<>();
        for (RunResult ours : results) {
            if (isOf("dictionary", ours)) {
                for (RunResult theirs : results) {
                    if (isOf("jacksonAndNetworknt", theirs) && Jmh.sampleOf(theirs) == Jmh.sampleOf(ours)) {
                        figures.addAll(compare(ours, theirs));
                    }
                }
            }
        }
        return figures;
    }

    private static List<BenchFigure> compare(RunResult ours, RunResult theirs) {
        String name = "reading a " + Jmh.sampleOf(ours).label();
        return List.of(
                figure(name, Jmh.perSecond(ours), "/s", BenchTarget.Watched.MORE_IS_BETTER),
                figure(name + " allocation", Jmh.allocated(ours), "B", BenchTarget.Watched.LESS_IS_BETTER),
                figure(
                        name + " by Jackson and networknt",
                        Jmh.perSecond(theirs),
                        "/s",
                        BenchTarget.Watched.MORE_IS_BETTER),
                figure(
                        name + " ratio",
                        Jmh.perSecond(ours) / Jmh.perSecond(theirs),
                        "times",
                        BenchTarget.atLeast(LEAST_RATIO)));
    }

    private static BenchFigure figure(String name, double value, String unit, BenchTarget target) {
        return new BenchFigure(name, value, unit, target, Jmh.SETTINGS);
    }

    private static boolean isOf(String method, RunResult result) {
        return result.getParams().getBenchmark().endsWith("." + method);
    }
}
