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
 * One of several processes that share a fleet: says how its part is, a line of JSON every second, until its standard input
 * ends, which it also does when the process that started it dies.
 */
public final class FleetWorker {
    static final Duration PACE = Duration.ofSeconds(1);

    static final String IN_TIME = "inTime";

    private final FleetSettings settings;
    private final PrintStream out;

    public FleetWorker(FleetSettings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    /** Blocks until it is told to end and has done so. */
    public void run(InputStream in) throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        CountDownLatch saidAll = new CountDownLatch(1);
        Thread.ofPlatform().name("parent").daemon().start(() -> awaitEnd(in, over));
        // Ctrl-C in a terminal reaches parent and workers alike; the parent then tells us what to do.
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> awaitQuietly(saidAll)));
        try (LocalFleetRun run = new LocalFleetRun(settings)) {
            while (!over.await(PACE.toMillis(), TimeUnit.MILLISECONDS)) {
                say(SnapshotJson.write(run.snapshot()));
            }
            FleetRun.Ending ending = run.stop();
            JsonObject last = SnapshotJson.write(ending.snapshot());
            last.addProperty(IN_TIME, ending.inTime());
            say(last);
        } finally {
            saidAll.countDown();
        }
    }

    private void say(JsonObject what) {
        out.println(what);
        out.flush();
    }

    private static void awaitEnd(InputStream in, CountDownLatch over) {
        try {
            in.readAllBytes();
        } catch (IOException e) {
            // The parent is gone, which is the end as well.
        }
        over.countDown();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(FleetRun.STOP_TIME.multipliedBy(3).toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
