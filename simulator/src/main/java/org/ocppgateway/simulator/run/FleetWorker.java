package org.ocppgateway.simulator.run;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.ocppgateway.simulator.fleet.FleetSettings;

/**
 * Worker process with a slice of the fleet. Writes its state as a line of JSON every second until the end of its
 * standard input, which also occurs when the parent process ends.
 */
public final class FleetWorker {
    static final Duration REPORT_INTERVAL = Duration.ofSeconds(1);

    static final String IN_TIME = "inTime";

    private final FleetSettings settings;
    private final PrintStream out;

    public FleetWorker(FleetSettings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    /** Runs the fleet until the end of the input, then stops it. Blocks. */
    public void run(InputStream in) throws InterruptedException {
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch finalReportSent = new CountDownLatch(1);
        Thread.ofPlatform().name("parent").daemon().start(() -> awaitEndOfInput(in, stop));
        // Ctrl-C in a terminal reaches the parent and the workers. The parent controls the stop of the workers.
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> awaitLatch(finalReportSent)));
        try (LocalFleetRun run = new LocalFleetRun(settings)) {
            while (!stop.await(REPORT_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                writeLine(SnapshotJson.write(run.snapshot()));
            }
            FleetRun.StopResult stopResult = run.stop();
            JsonObject last = SnapshotJson.write(stopResult.snapshot());
            last.addProperty(IN_TIME, stopResult.inTime());
            writeLine(last);
        } finally {
            finalReportSent.countDown();
        }
    }

    private void writeLine(JsonObject report) {
        out.println(report);
        out.flush();
    }

    private static void awaitEndOfInput(InputStream in, CountDownLatch stop) {
        try {
            in.readAllBytes();
        } catch (IOException e) {
            // The parent has ended, so the worker ends, too.
        }
        stop.countDown();
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await(FleetRun.STOP_TIME.multipliedBy(3).toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
