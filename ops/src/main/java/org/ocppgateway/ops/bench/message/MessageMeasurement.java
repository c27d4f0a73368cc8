package org.ocppgateway.ops.bench.message;

import java.util.ArrayList;
import java.util.List;
import org.ocppgateway.ops.bench.figure.Figure;
import org.ocppgateway.ops.bench.figure.Measurement;
import org.ocppgateway.ops.bench.figure.Target;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

/** How many messages of each kind one core turns from frame text into event bytes and answer text. */
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
    public List<Figure> run(Progress progress) throws RunnerException {
        List<Figure> figures = new ArrayList<>();
        for (RunResult result : Jmh.run("MessageBenchmark")) {
            SampleMessage sample = Jmh.sampleOf(result);
            figures.add(new Figure(sample.label(), Jmh.perSecond(result), "/s", target(sample), Jmh.SETTINGS));
            figures.add(new Figure(
                    sample.label() + " allocation",
                    Jmh.allocated(result),
                    "B",
                    Target.Watched.LESS_IS_BETTER,
                    Jmh.SETTINGS));
        }
        return figures;
    }

    private static Target target(SampleMessage sample) {
        return switch (sample) {
            case METER_VALUES_16 -> Target.atLeast(100_000);
            case HEARTBEAT_16 -> Target.atLeast(400_000);
            case TRANSACTION_EVENT_201, TRANSACTION_EVENT_21 -> Target.Watched.MORE_IS_BETTER;
        };
    }
}
