package org.ocppgateway.simulator;

import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.simulator.expect.Expectation;
import org.ocppgateway.simulator.expect.RunOutcome;
import org.ocppgateway.simulator.expect.ExpectationResult;
import org.ocppgateway.simulator.fleet.Fleet;
import org.ocppgateway.simulator.fleet.FleetSettings;
import org.ocppgateway.simulator.scrape.GatewayMetrics;
import org.ocppgateway.simulator.scrape.MetricsScraper;
import org.ocppgateway.simulator.measure.FleetSnapshot;
import org.ocppgateway.simulator.report.ProgressLine;
import org.ocppgateway.simulator.report.RunReport;
import org.ocppgateway.simulator.report.RunSummary;
import org.ocppgateway.simulator.report.RunTimeline;
import org.ocppgateway.simulator.run.FleetRun;

/** One run of a fleet from its first connection to the report: watched, ended, summed up and judged. Used by one thread. */
final class LoadRun {
    /** Between two points of the timeline. */
    private static final Duration PACE = Duration.ofSeconds(1);

    private final FleetSettings settings;
    private final Wishes wishes;
    private final CountDownLatch interrupted;
    private final PrintStream out;
    private final RunTimeline timeline = new RunTimeline();
    private final Instant beganAt = Instant.now();
    private final long began = System.nanoTime();

    /**
     * What is wanted of a run.
     *
     * @param scenario its name
     * @param duration null for until it is interrupted
     * @param metrics where gateways tell their metrics
     * @param report the directory for the report, if one is wanted
     */
    record Wishes(
            String scenario,
            @Nullable Duration duration,
            List<URI> metrics,
            List<Expectation> expectations,
            @Nullable Path report) {}

    /** @param interrupted ends the run before its time */
    LoadRun(FleetSettings settings, Wishes wishes, CountDownLatch interrupted, PrintStream out) {
        this.settings = settings;
        this.wishes = wishes;
        this.interrupted = interrupted;
        this.out = out;
    }

    /** Blocks until the run is over; returns whether all that was expected came true. */
    boolean watch(FleetRun run, boolean terminal) throws InterruptedException {
        out.printf(
                "%d charge points (%s), %s to %s, connect to %s (seed %d)%n",
                settings.chargePoints(),
                settings.versions().describe(settings.chargePoints()),
                Fleet.idOf(settings, 0),
                Fleet.idOf(settings, settings.chargePoints() - 1),
                urls(),
                settings.seed());
        int behaving = settings.chargePoints() - settings.personas().troublemakers(settings.chargePoints());
        try (MetricsScraper scraper = new MetricsScraper(wishes.metrics())) {
            ProgressLine progress = new ProgressLine(out, terminal, behaving);
            FleetSnapshot last = watch(run, scraper, progress);
            progress.end();
            GatewayMetrics gateways = scraper.scrape().orElse(null);
            Duration running = running();
            // Connections that are closed at the end are none that failed: what was connected is known from before.
            FleetRun.Ending ending = run.stop();
            return sumUp(new RunOutcome(behaving, last, ending.snapshot(), gateways), running, ending.inTime());
        }
    }

    private FleetSnapshot watch(FleetRun run, MetricsScraper scraper, ProgressLine progress) throws InterruptedException {
        while (true) {
            Duration left = wishes.duration() == null ? PACE : wishes.duration().minus(running());
            Duration pause = left.compareTo(PACE) < 0 ? left : PACE;
            boolean over = interrupted.await(Math.max(0, pause.toNanos()), TimeUnit.NANOSECONDS);
            FleetSnapshot snapshot = run.snapshot();
            Duration running = running();
            timeline.add(running, snapshot, scraper.scrape().orElse(null));
            over |= wishes.duration() != null && running.compareTo(wishes.duration()) >= 0;
            progress.show(snapshot, running, over);
            if (over) {
                return snapshot;
            }
        }
    }

    private boolean sumUp(RunOutcome outcome, Duration running, boolean inTime) {
        RunSummary summary = new RunSummary(out);
        summary.print(outcome.ended(), running, settings.seed());
        if (!inTime) {
            out.printf("%nSome charge points did not end within %d s and were dropped.%n", FleetRun.STOP_TIME.toSeconds());
        }
        List<ExpectationResult> verdicts = wishes.expectations().stream()
                .map(expectation -> expectation.judge(outcome))
                .toList();
        summary.print(verdicts);
        if (wishes.report() != null) {
            new RunReport(title(), beganAt, running, named(), outcome, timeline, verdicts).write(wishes.report());
            out.printf("%nReport: %s%n", wishes.report().resolve("report.html"));
        }
        return verdicts.stream().allMatch(ExpectationResult::met);
    }

    private String title() {
        return String.format(
                "%,d charge points, %d gateway%s",
                settings.chargePoints(), settings.urls().size(), settings.urls().size() == 1 ? "" : "s");
    }

    private Map<String, String> named() {
        Map<String, String> named = new LinkedHashMap<>();
        named.put("endpoints", urls());
        named.put("versions", settings.versions().describe(settings.chargePoints()));
        named.put("profile", wishes.scenario());
        named.put("troublemakers", Integer.toString(settings.personas().troublemakers(settings.chargePoints())));
        named.put("connect rate", String.format("%.0f/s", settings.connectRate()));
        named.put(
                "charging",
                String.format("%.0f %%", settings.profile().charging().share() * 100));
        named.put(
                "meter values every",
                settings.profile().charging().meterInterval().toSeconds() + " s");
        named.put("seed", Long.toString(settings.seed()));
        named.put(
                "machine",
                Runtime.getRuntime().availableProcessors() + " processors, " + System.getProperty("os.name") + ", Java "
                        + Runtime.version());
        return named;
    }

    private String urls() {
        return settings.urls().stream().map(URI::toString).collect(Collectors.joining(", "));
    }

    private Duration running() {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
