package org.ocppgateway.simulator.run;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.ocppgateway.simulator.measure.FleetSnapshot;

/** A fleet in several worker processes with the JVM and class path of this process. Each worker runs a slice. */
public final class MultiProcessRun implements FleetRun {
    private static final Duration STOP_TIMEOUT = STOP_TIME.multipliedBy(2);

    private final List<WorkerProcess> workers = new ArrayList<>();
    private boolean stopped;

    /**
     * Starts the worker processes.
     *
     * @param main main class, which also starts a worker
     * @param arguments arguments of each worker, without the slice
     */
    public MultiProcessRun(Class<?> main, List<String> arguments, int processes) {
        for (int number = 0; number < processes; number++) {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.add("-XX:+ExitOnOutOfMemoryError");
            command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
            command.addAll(arguments);
            command.add("--slice=" + number + "/" + processes);
            workers.add(WorkerProcess.start(command, number));
        }
    }

    @Override
    public FleetSnapshot snapshot() {
        if (!stopped && !workers.stream().allMatch(WorkerProcess::isAlive)) {
            throw new IllegalStateException("a worker process ended unexpectedly");
        }
        return FleetSnapshot.sum(workers.stream().map(WorkerProcess::snapshot).toList());
    }

    @Override
    public StopResult stop() {
        stopped = true;
        workers.forEach(WorkerProcess::requestStop);
        boolean allReported = true;
        long deadline = System.nanoTime() + STOP_TIMEOUT.toNanos();
        try {
            for (WorkerProcess worker : workers) {
                allReported &= worker.awaitEnd(Duration.ofNanos(deadline - System.nanoTime()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            allReported = false;
        }
        return new StopResult(snapshot(), allReported && workers.stream().allMatch(WorkerProcess::inTime));
    }

    @Override
    public void close() {
        workers.forEach(WorkerProcess::kill);
    }
}
