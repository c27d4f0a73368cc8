package org.ocppgateway.ops.bench.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
    private static final Instant TIME = Instant.parse("2026-11-21T09:30:00Z");

    @TempDir
    private Path directory = Path.of("");

    @Test
    void aFigureIsComparedWithTheLastOneOfTheSameMachine() throws Exception {
        History history = new History(directory.resolve("history.tsv"));
        history.append(on("this machine"), List.of(rate(1000)));
        history.append(on("this machine"), List.of(rate(2000)));
        history.append(on("another machine"), List.of(rate(9000)));

        assertEquals(OptionalDouble.of(2000), history.last("this machine", "rate"));
        assertEquals(OptionalDouble.empty(), history.last("this machine", "another rate"));
        assertEquals(OptionalDouble.empty(), history.last("a third machine", "rate"));
    }

    @Test
    void theTableMarksRegressionsAndMissedTargets() throws Exception {
        History history = new History(directory.resolve("history.tsv"));
        BenchFigure time = new BenchFigure("time", 1.5, "ms", BenchTarget.atMost(2), "");
        history.append(on("this machine"), List.of(rate(2000), time));

        String better = Table.of(List.of(rate(1900)), history, on("this machine"));
        assertTrue(better.contains("1,900") && better.contains("-5 %"), better);
        assertFalse(better.contains("WORSE") || better.contains("MISSED"), better);

        BenchFigure slower = new BenchFigure("time", 3, "ms", BenchTarget.atMost(2), "");
        String worse = Table.of(List.of(slower), history, on("this machine"));
        assertTrue(worse.contains("MISSED") && worse.contains("+100 % WORSE"), worse);
    }

    private static BenchFigure rate(double value) {
        return new BenchFigure("rate", value, "/s", BenchTarget.atLeast(1000), "with a setting");
    }

    private static Environment on(String machine) {
        return new Environment(TIME, "abc1234", machine, "JDK", 0.5);
    }
}
