package org.ocppgateway.simulator.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.simulator.measure.FleetSnapshot;
import org.ocppgateway.simulator.measure.FleetStats;

/** Handle of a worker process in its parent. A separate thread reads the output of the worker. */
final class WorkerProcess {
    private final Process process;
    private FleetSnapshot latest = FleetSnapshot.EMPTY;
    private Histogram recent = FleetStats.emptyHistogram();
    private @Nullable Boolean inTime;

    private WorkerProcess(Process process) {
        this.process = process;
    }

    static WorkerProcess start(List<String> command, int number) {
        try {
            WorkerProcess worker = new WorkerProcess(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
            Thread.ofPlatform().name("worker-" + number).daemon().start(worker::readOutput);
            return worker;
        } catch (IOException e) {
            throw new IllegalStateException("cannot start a worker: " + e.getMessage(), e);
        }
    }

    /** Returns the last reported state, with all response times since the previous call. */
    synchronized FleetSnapshot snapshot() {
        Histogram sinceLastCall = recent;
        recent = FleetStats.emptyHistogram();
        return new FleetSnapshot(latest.versions(), latest.troublemakers(), sinceLastCall);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Requests the stop of the worker. */
    void requestStop() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // The worker has ended already.
        }
    }

    /**
     * Waits for the end and the final report of the worker. Kills the worker on timeout.
     *
     * @return whether the worker ended and reported its final state in time
     */
    boolean awaitEnd(Duration timeout) throws InterruptedException {
        if (!process.waitFor(Math.max(0, timeout.toMillis()), TimeUnit.MILLISECONDS)) {
            kill();
            return false;
        }
        synchronized (this) {
            long deadline = System.nanoTime() + timeout.toNanos();
            while (inTime == null && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.timedWait(this, 100);
            }
            return inTime != null;
        }
    }

    /** Returns whether all charge points of the worker ended in time. */
    synchronized boolean inTime() {
        return Boolean.TRUE.equals(inTime);
    }

    void kill() {
        process.destroyForcibly();
    }

    private void readOutput() {
        try (BufferedReader lines = process.inputReader(UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                onReport(JsonParser.parseString(line).getAsJsonObject());
            }
        } catch (IOException e) {
            // The worker has ended. The final report shows whether its output is complete.
        }
    }

    private synchronized void onReport(JsonObject report) {
        latest = SnapshotJson.read(report);
        recent.add(latest.recent());
        if (report.has(FleetWorker.IN_TIME)) {
            inTime = report.get(FleetWorker.IN_TIME).getAsBoolean();
            notifyAll();
        }
    }
}
