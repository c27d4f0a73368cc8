package org.ocppgateway.ops.bench.compare;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.ocppgateway.ops.bench.figure.Measurement.Progress;

/** Rounds of turns: in each round every server has the whole load once. The servers run on between the turns. */
final class Comparison {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    private static final double CALM_PERCENT = 15;
    private static final int CALM_SECONDS = 2;

    private final List<MeasuredServer> servers;
    private final ComparePlan plan;
    private final Progress progress;

    /** For each of two servers the figures of its turns; the second list stays empty if there is one server. */
    private final List<List<Map<CompareRow, Double>>> figures = List.of(new ArrayList<>(), new ArrayList<>());

    /** @param servers the gateway, and the other server if there is one */
    Comparison(List<MeasuredServer> servers, ComparePlan plan, Progress progress) {
        this.servers = servers;
        this.plan = plan;
        this.progress = progress;
    }

    /**
     * Runs all rounds. Blocks for about four minutes per turn.
     *
     * @throws IllegalStateException if a server fails; the figures of the rounds before it are kept
     */
    void run(int rounds) throws InterruptedException {
        for (int round = 1; round <= rounds; round++) {
            progress.report("round %d of %d".formatted(round, rounds));
            for (int i = 0; i < servers.size(); i++) {
                figures.get(i).add(turn(servers.get(i)));
            }
        }
    }

    /** Returns the table of all turns so far; empty without one. */
    String table() {
        return figures.getFirst().isEmpty() ? "" : ComparisonTable.of(figures.getFirst(), figures.getLast());
    }

    private Map<CompareRow, Double> turn(MeasuredServer server) throws InterruptedException {
        awaitCalm();
        return new Turn(server, plan, progress).run();
    }

    /** Waits until the servers have processed the ends of the previous connections, so that they do not slow the next turn. */
    private void awaitCalm() throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
        int calm = 0;
        while (calm < CALM_SECONDS && System.nanoTime() < deadline) {
            List<ProcessorTime> times = servers.stream()
                    .map(MeasuredServer::process)
                    .map(ProcessorTime::start)
                    .toList();
            TimeUnit.SECONDS.sleep(1);
            boolean busy = times.stream().anyMatch(time -> time.serverPercent() > CALM_PERCENT);
            calm = busy ? 0 : calm + 1;
        }
    }
}
