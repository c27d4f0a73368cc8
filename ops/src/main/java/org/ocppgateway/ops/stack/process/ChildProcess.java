package org.ocppgateway.ops.stack.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One run of a program under {@code ops/lib/guard}, which ends it if this JVM dies. */
final class ChildProcess {
    private final Process guard;
    private final ProcessHandle program;

    private ChildProcess(Process guard, ProcessHandle program) {
        this.guard = guard;
        this.program = program;
    }

    /** Starts a program. Its output is appended to the log file. */
    static ChildProcess start(List<String> command, Path log) {
        List<String> guarded = new ArrayList<>();
        guarded.add(ProjectFiles.file("ops/lib/guard").toString());
        guarded.add(log.toString());
        guarded.addAll(command);
        try {
            Process guard = new ProcessBuilder(guarded)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            BufferedReader output =
                    new BufferedReader(new InputStreamReader(guard.getInputStream(), StandardCharsets.US_ASCII));
            String pid = output.readLine();
            if (pid == null) {
                throw new IOException("the guard did not print a process id");
            }
            // A program that has already ended has no handle; the handle of its guard takes its place.
            return new ChildProcess(guard, ProcessHandle.of(Long.parseLong(pid)).orElse(guard.toHandle()));
        } catch (IOException e) {
            throw new IllegalStateException("cannot start " + command.getFirst(), e);
        }
    }

    long pid() {
        return program.pid();
    }

    boolean isAlive() {
        return guard.isAlive();
    }

    /**
     * Waits for the exit.
     *
     * @return false if it did not exit in time
     */
    boolean awaitExit(Duration timeout) throws InterruptedException {
        return guard.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Exit status, only after the exit. 128 plus its number for a signal. */
    int exitStatus() {
        return guard.exitValue();
    }

    void terminate() {
        program.destroy();
    }

    void kill() {
        program.destroyForcibly();
    }

    /** Sends a signal by name, for signals without a Java method. */
    void signal(String name) throws InterruptedException {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                    .inheritIO()
                    .start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException("kill -" + name + " " + pid() + " failed");
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot send " + name + " to " + pid(), e);
        }
    }
}
