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

/**
 * Executes one run of a fleet, from the first connection to the report. Samples the fleet, stops it, prints the summary
 * and evaluates the expectations. Used by one thread.
 */
final class LoadRun {
    /** Interval between two points of the timeline. */
    private static final Duration SAMPLE_INTERVAL = Duration.ofSeconds(1);

    private final FleetSettings settings;
    private final Options options;
    private final CountDownLatch interrupted;
    private final PrintStream out;
    private final RunTimeline timeline = new RunTimeline();
    private final Instant startedAt = Instant.now();
    private final long startNanos = System.nanoTime();

    /**
     * Options of a run.
     *
     * @param profile name of the load profile
     * @param duration null to run until the interruption
     * @param metrics metrics URLs of the gateways
     * @param report directory for the report; null for no report
     */
    record Options(
            String profile,
            @Nullable Duration duration,
            List<URI> metrics,
            List<Expectation> expectations,
            @Nullable Path report) {}

    /** @param interrupted ends the run early when counted down */
    LoadRun(FleetSettings settings, Options options, CountDownLatch interrupted, PrintStream out) {
        this.settings = settings;
        this.options = options;
        this.interrupted = interrupted;
        this.out = out;
    }

    /** Executes the run and returns whether all expectations were met. Blocks until the end of the run. */
    boolean execute(FleetRun run, boolean terminal) throws InterruptedException {
        FleetSettings.Population population = settings.population();
        out.printf(
                "%d charge points (%s), %s to %s, connect to %s (seed %d)%n",
                population.chargePoints(),
                population.describeVersions(),
                Fleet.idOf(settings, 0),
                Fleet.idOf(settings, population.chargePoints() - 1),
                urls(),
                settings.seed());
        int wellBehaved = population.chargePoints() - population.troublemakers();
        try (MetricsScraper scraper = new MetricsScraper(options.metrics())) {
            ProgressLine progress = new ProgressLine(out, terminal, wellBehaved);
            FleetSnapshot last = sampleUntilEnd(run, scraper, progress);
            progress.end();
            GatewayMetrics gateways = scraper.scrape().orElse(null);
            Duration running = running();
            // The snapshot before the stop counts the connected charge points. The stop closes the connections.
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
                    "%nSome charge points did not stop within %d s. Their connections were dropped.%n",
                    FleetRun.STOP_TIME.toSeconds());
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
                settings.population().chargePoints(),
                settings.server().urls().size(),
                settings.server().urls().size() == 1 ? "" : "s");
    }

    private Map<String, String> describeSettings() {
        Map<String, String> description = new LinkedHashMap<>();
        description.put("endpoints", urls());
        description.put("versions", settings.population().describeVersions());
        description.put("profile", options.profile());
        description.put("troublemakers", Integer.toString(settings.population().troublemakers()));
        description.put("connect rate", String.format("%.0f/s", settings.load().connectRate()));
        description.put(
                "charging",
                String.format("%.0f %%", settings.load().behaviour().charging().share() * 100));
        description.put(
                "meter interval",
                settings.load().behaviour().charging().meterInterval().toSeconds() + " s");
        description.put("seed", Long.toString(settings.seed()));
        description.put(
                "machine",
                Runtime.getRuntime().availableProcessors() + " processors, " + System.getProperty("os.name") + ", Java "
                        + Runtime.version());
        return description;
    }

    private String urls() {
        return settings.server().urls().stream().map(URI::toString).collect(Collectors.joining(", "));
    }

    private Duration running() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }
}
