package org.ocppgateway.ops.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program in another language in its own process. Its output goes to a file. */
final class ShellScript implements AutoCloseable {
    private final Process process;
    private final Path output;

    private ShellScript(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static ShellScript start(Path directory, List<String> command) throws IOException {
        Path output = Files.createTempFile(directory, "output", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new ShellScript(process, output);
    }

    /** Runs a command with a timeout in seconds and returns whether it succeeded. Prints its output if it did not. */
    static boolean succeeds(Path directory, int seconds, List<String> command) throws InterruptedException {
        try (ShellScript script = start(directory, command)) {
            boolean ended = script.process.waitFor(seconds, TimeUnit.SECONDS);
            if (ended && script.process.exitValue() == 0) {
                return true;
            }
            System.out.println(
                    String.join(" ", command) + (ended ? " failed:\n" : " took too long:\n") + script.output());
        } catch (IOException e) {
            System.out.println(String.join(" ", command) + ": " + e.getMessage());
        }
        return false;
    }

    /** Returns its output so far. */
    String output() throws IOException {
        return Files.readString(output);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
