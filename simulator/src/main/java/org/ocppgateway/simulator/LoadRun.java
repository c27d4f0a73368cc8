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
import org.ocppgateway.simulator.expect.ExpectationResult;
import org.ocppgateway.simulator.expect.RunOutcome;
import org.ocppgateway.simulator.fleet.Fleet;
import org.ocppgateway.simulator.fleet.FleetSettings;
import org.ocppgateway.simulator.measure.FleetSnapshot;
import org.ocppgateway.simulator.report.ProgressLine;
import org.ocppgateway.simulator.report.RunReport;
import org.ocppgateway.simulator.report.RunSummary;
import org.ocppgateway.simulator.report.RunTimeline;
import org.ocppgateway.simulator.run.FleetRun;
import org.ocppgateway.simulator.scrape.GatewayMetrics;
import org.ocppgateway.simulator.scrape.MetricsScraper;

/** One run of a fleet from its first connection to the report: watched, ended, summed up and judged. Used by one thread. */
final class LoadRun {
    /** Between two points of the timeline. */
    private static final Duration SAMPLE_INTERVAL = Duration.ofSeconds(1);

    private final FleetSettings settings;
    private final Options options;
    private final CountDownLatch interrupted;
    private final PrintStream out;
    private final RunTimeline timeline = new RunTimeline();
    private final Instant startedAt = Instant.now();
    private final long startNanos = System.nanoTime();

    /**
     * What is wanted of a run.
     *
     * @param profile its name
     * @param duration null for until it is interrupted
     * @param metrics where gateways tell their metrics
     * @param report the directory for the report, if one is wanted
     */
    record Options(
            String profile,
            @Nullable Duration duration,
            List<URI> metrics,
            List<Expectation> expectations,
            @Nullable Path report) {}

    /** @param interrupted ends the run before its time */
    LoadRun(FleetSettings settings, Options options, CountDownLatch interrupted, PrintStream out) {
        this.settings = settings;
        this.options = options;
        this.interrupted = interrupted;
        this.out = out;
    }

    /** Blocks until the run is over; returns whether all that was expected came true. */
    boolean execute(FleetRun run, boolean terminal) throws InterruptedException {
        out.printf(
                "%d charge points (%s), %s to %s, connect to %s (seed %d)%n",
                settings.chargePoints(),
                settings.versions().describe(settings.chargePoints()),
                Fleet.idOf(settings, 0),
                Fleet.idOf(settings, settings.chargePoints() - 1),
                urls(),
                settings.seed());
        int wellBehaved = settings.chargePoints() - settings.personas().troublemakers(settings.chargePoints());
        try (MetricsScraper scraper = new MetricsScraper(options.metrics())) {
            ProgressLine progress = new ProgressLine(out, terminal, wellBehaved);
            FleetSnapshot last = sampleUntilEnd(run, scraper, progress);
            progress.end();
            GatewayMetrics gateways = scraper.scrape().orElse(null);
            Duration running = running();
            // Connections that are closed at the end are none that failed: what was connected is known from before.
            FleetRun.StopResult stopResult = run.stop();
            return summarize(
                    new RunOutcome(wellBehaved, last, stopResult.snapshot(), gateways), running, stopResult.inTime());
        }
    }

    private FleetSnapshot sampleUntilEnd(FleetRun run, MetricsScraper scraper, ProgressLine progress)
            throws InterruptedException {
        while (true) {
            Duration left = options.duration() == null
                    ? SAMPLE_INTERVAL
                    : options.duration().minus(running());
            Duration pause = left.compareTo(SAMPLE_INTERVAL) < 0 ? left : SAMPLE_INTERVAL;
            boolean finished = interrupted.await(Math.max(0, pause.toNanos()), TimeUnit.NANOSECONDS);
            FleetSnapshot snapshot = run.snapshot();
            Duration running = running();
            timeline.add(running, snapshot, scraper.scrape().orElse(null));
            finished |= options.duration() != null && running.compareTo(options.duration()) >= 0;
            progress.show(snapshot, running, finished);
            if (finished) {
                return snapshot;
            }
        }
    }

    private boolean summarize(RunOutcome outcome, Duration running, boolean inTime) {
        RunSummary summary = new RunSummary(out);
        summary.print(outcome.afterStop(), running, settings.seed());
        if (!inTime) {
            out.printf(
                    "%nSome charge points did not end within %d s and were dropped.%n", FleetRun.STOP_TIME.toSeconds());
        }
        List<ExpectationResult> results = options.expectations().stream()
                .map(expectation -> expectation.evaluate(outcome))
                .toList();
        summary.print(results);
        if (options.report() != null) {
            new RunReport(title(), startedAt, running, describeSettings(), outcome, timeline, results)
                    .write(options.report());
            out.printf("%nReport: %s%n", options.report().resolve("report.html"));
        }
        return results.stream().allMatch(ExpectationResult::met);
    }

    private String title() {
        return String.format(
                "%,d charge points, %d gateway%s",
                settings.chargePoints(), settings.urls().size(), settings.urls().size() == 1 ? "" : "s");
    }

    private Map<String, String> describeSettings() {
        Map<String, String> description = new LinkedHashMap<>();
        description.put("endpoints", urls());
        description.put("versions", settings.versions().describe(settings.chargePoints()));
        description.put("profile", options.profile());
        description.put("troublemakers", Integer.toString(settings.personas().troublemakers(settings.chargePoints())));
        description.put("connect rate", String.format("%.0f/s", settings.connectRate()));
        description.put(
                "charging",
                String.format("%.0f %%", settings.behaviour().charging().share() * 100));
        description.put(
                "meter values every",
                settings.behaviour().charging().meterInterval().toSeconds() + " s");
        description.put("seed", Long.toString(settings.seed()));
        description.put(
                "machine",
                Runtime.getRuntime().availableProcessors() + " processors, " + System.getProperty("os.name") + ", Java "
                        + Runtime.version());
        return description;
    }

    private String urls() {
        return settings.urls().stream().map(URI::toString).collect(Collectors.joining(", "));
    }

    private Duration running() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }
}
