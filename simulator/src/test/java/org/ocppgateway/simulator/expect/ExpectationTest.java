package org.ocppgateway.simulator.expect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.simulator.measure.FleetCount;
import org.ocppgateway.simulator.measure.FleetCounters;
import org.ocppgateway.simulator.measure.FleetSnapshot;

class ExpectationTest {

    @ParameterizedTest
    @CsvSource({
        "connected=100%, false, 99.99 %",
        "connected>=99.9%, true, 99.99 %",
        "answered=100%, false, 75.00 %",
        "answered<=75%, true, 75.00 %",
        "unexpected-closes=1, true, 1",
        "unexpected-closes=0, false, 1",
        "max<=2s, true, 1003.5 ms",
        "max<=900ms, false, 1003.5 ms",
        "skipped-pings=0, false, not measured"
    })
    void aMetricIsComparedWithItsBound(String text, boolean met, String measured) {
        ExpectationResult result = Expectation.parseAll(text).getFirst().evaluate(outcome());
        assertEquals(new ExpectationResult(text, measured, met), result);
    }

    @Test
    void percentagesAreRoundedDown() {
        RunOutcome outcome = new RunOutcome(1_000_000, connected(999_999), connected(0), null);
        ExpectationResult result =
                Expectation.parseAll("connected=100%").getFirst().evaluate(outcome);
        assertFalse(result.met());
        assertEquals("99.99 %", result.measured());
    }

    @Test
    void aListOfExpectationsIsParsed() {
        List<Expectation> all = Expectation.parseAll("connected=100%, p99<=50ms");
        assertEquals(
                List.of(RunMetric.CONNECTED, RunMetric.P99),
                all.stream().map(Expectation::metric).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "connected | 'connected' is not an expectation; write for example connected=100%, skipped-pings=0 or"
                        + " p99<=50ms",
                "connected=1 | 'connected=1' has the wrong unit: a share is written in %, a time in ms or s, a number"
                        + " without one",
                "p99<=5 | 'p99<=5' has the wrong unit: a share is written in %, a time in ms or s, a number without one"
            })
    void anInvalidExpectationHasAClearError(String text, String message) {
        IllegalArgumentException failure =
                assertThrows(IllegalArgumentException.class, () -> Expectation.parseAll(text));
        assertEquals(message, failure.getMessage());
    }

    private static RunOutcome outcome() {
        FleetCounters counters = new FleetCounters();
        Action heartbeat = new Action("Heartbeat");
        for (int i = 0; i < 4; i++) {
            counters.callSent(heartbeat);
        }
        for (int i = 0; i < 3; i++) {
            counters.callAnswered(heartbeat, 1_000_000, 1_000_000_000);
        }
        counters.add(FleetCount.UNEXPECTED_CLOSES);
        return new RunOutcome(10_000, connected(9_999), snapshot(counters), null);
    }

    private static FleetSnapshot connected(int many) {
        FleetCounters counters = new FleetCounters();
        for (int i = 0; i < many; i++) {
            counters.add(FleetCount.CONNECTED);
        }
        return snapshot(counters);
    }

    private static FleetSnapshot snapshot(FleetCounters counters) {
        return new FleetSnapshot(Map.of(OcppVersion.V1_6, counters.snapshot()), counters.recentResponseTimes());
    }
}
