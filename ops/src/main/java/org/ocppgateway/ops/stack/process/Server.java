package org.ocppgateway.ops.stack.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A server in its own process. It can be started, stopped, killed, paused, and started again with its data. Not
 * thread-safe, except that {@link #close()} may be called from any thread.
 */
public final class Server implements AutoCloseable {
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);
    private static final int LOG_TAIL_LINES = 25;

    private final String name;
    private final List<String> command;
    private final Path log;
    private final Supplier<Readiness> readiness;

    private volatile @Nullable ChildProcess child;
    private Readiness current = () -> false;

    /**
     * @param name for messages
     * @param log file for its output, appended over restarts
     * @param readiness created anew before every start
     */
    public Server(String name, List<String> command, Path log, Supplier<Readiness> readiness) {
        this.name = name;
        this.command = command;
        this.log = log;
        this.readiness = readiness;
    }

    /** Starts the process. Does not wait until it is ready. */
    public Server start() {
        if (isAlive()) {
            throw new IllegalStateException(name + " is already running");
        }
        current = readiness.get();
        child = ChildProcess.start(command, log);
        return this;
    }

    /**
     * Blocks until the server is ready.
     *
     * @throws IllegalStateException with the end of its log, if it exits or the timeout expires
     */
    public Server awaitReady(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!current.isReady()) {
            if (running().awaitExit(Duration.ofMillis(20))) {
                throw failure("ended with status " + running().exitStatus() + " before it was ready");
            }
            if (System.nanoTime() > deadline) {
                throw failure("is not ready after " + timeout.toSeconds() + " s");
            }
        }
        return this;
    }

    /**
     * Blocks until the process has exited by itself.
     *
     * @return its exit status
     */
    public int awaitExit(Duration timeout) throws InterruptedException {
        if (!running().awaitExit(timeout)) {
            throw failure("is still running after " + timeout.toSeconds() + " s");
        }
        return running().exitStatus();
    }

    public boolean isAlive() {
        ChildProcess running = child;
        return running != null && running.isAlive();
    }

    public long pid() {
        return running().pid();
    }

    public Path log() {
        return log;
    }

    /**
     * Sends SIGTERM, and SIGKILL after the timeout.
     *
     * @return whether it exited in time
     */
    public boolean stop() throws InterruptedException {
        if (!isAlive()) {
            return true;
        }
        running().terminate();
        if (running().awaitExit(STOP_TIMEOUT)) {
            return true;
        }
        kill();
        return false;
    }

    /** Sends SIGTERM. Does not wait. */
    public void terminate() {
        running().terminate();
    }

    /** Kills it ({@code kill -9}). Blocks until it is gone. */
    public void kill() throws InterruptedException {
        running().kill();
        if (!running().awaitExit(STOP_TIMEOUT)) {
            throw failure("survived kill -9");
        }
    }

    /** Pauses it ({@code kill -STOP}). */
    public void pause() throws InterruptedException {
        running().signal("STOP");
    }

    /** Resumes it after a pause. */
    public void resume() throws InterruptedException {
        running().signal("CONT");
    }

    /** Stops it. Does not fail if that takes too long. */
    @Override
    public void close() {
        try {
            stop();
        } catch (InterruptedException e) {
            running().kill();
            Thread.currentThread().interrupt();
        }
    }

    /** Returns the last lines of its log. */
    public String logTail() {
        try {
            List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "(" + log + " cannot be read: " + e.getMessage() + ")";
        }
    }

    private ChildProcess running() {
        ChildProcess running = child;
        if (running == null) {
            throw new IllegalStateException(name + " was not started");
        }
        return running;
    }

    private IllegalStateException failure(String what) {
        return new IllegalStateException(name + " " + what + ". The end of " + log + ":\n" + logTail());
    }
}
