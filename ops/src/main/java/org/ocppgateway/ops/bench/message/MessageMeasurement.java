package org.ocppgateway.ops.bench.message;

import java.util.ArrayList;
import java.util.List;
import org.ocppgateway.ops.bench.figure.BenchFigure;
import org.ocppgateway.ops.bench.figure.BenchTarget;
import org.ocppgateway.ops.bench.figure.Measurement;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

/** Rate at which one core turns messages from frame text into event bytes and answer text. */
public final class MessageMeasurement implements Measurement {
    @Override
    public String name() {
        return "messages";
    }

    @Override
    public String about() {
        return "frame text to event bytes and answer text, on one core";
    }

    @Override
    public List<BenchFigure> run(Progress progress) throws RunnerException {
        List<BenchFigure> figures = new ArrayList<>();
        for (RunResult result : Jmh.run("MessageBenchmark")) {
            SampleMessage sample = Jmh.sampleOf(result);
            figures.add(new BenchFigure(sample.label(), Jmh.perSecond(result), "/s", target(sample), Jmh.SETTINGS));
            figures.add(new BenchFigure(
                    sample.label() + " allocation",
                    Jmh.allocated(result),
                    "B",
                    BenchTarget.Watched.LESS_IS_BETTER,
                    Jmh.SETTINGS));
        }
        return figures;
    }

    private static BenchTarget target(SampleMessage sample) {
        return switch (sample) {
            case METER_VALUES_16 -> BenchTarget.atLeast(100_000);
            case HEARTBEAT_16 -> BenchTarget.atLeast(400_000);
            case TRANSACTION_EVENT_201, TRANSACTION_EVENT_21 -> BenchTarget.Watched.MORE_IS_BETTER;
        };
    }
}
