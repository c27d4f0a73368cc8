package org.ocppgateway.ops.bench.message;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Every sample message on the same path: frame text to event bytes and answer text. */
@State(Scope.Thread)
public class MessageBenchmark {
    @Param
    public SampleMessage sample = SampleMessage.METER_VALUES_16;

    private MessagePath path = new MessagePath(sample);

    @Setup
    public void warmUp(Blackhole hole) {
        path = new MessagePath(sample);
        MessageWarmUp.runUntilCompilersAreIdle(() -> frameToEventAndAnswer(hole));
    }

    @Benchmark
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    public void frameToEventAndAnswer(Blackhole hole) {
        path.run(sample.frame(), (event, answer) -> {
            hole.consume(event);
            hole.consume(answer);
        });
    }
}
