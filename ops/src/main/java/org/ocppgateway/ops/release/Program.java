package org.ocppgateway.ops.release;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs an external program to its end. */
final class Program {
    private static final long TIMEOUT_MINUTES = 30;
    private static final int SHOWN_LINES = 20;

    private Program() {}

    /**
     * Runs a program with an empty standard input.
     *
     * @return everything it printed, without blanks at the end
     * @throws ReleaseException if it cannot be started, fails, or runs for more than 30 minutes; the message has the end
     *     of its output
     */
    static String run(Path directory, List<String> command) throws IOException, InterruptedException, ReleaseException {
        return run(directory, command, Path.of("/dev/null"));
    }

    /** Runs a program that reads a file from its standard input; otherwise like {@link #run(Path, List)}. */
    static String run(Path directory, List<String> command, Path input)
            throws IOException, InterruptedException, ReleaseException {
        Path output = Files.createTempFile("release-", ".log");
        try {
            Process process = start(new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(input.toFile())
                    .redirectOutput(output.toFile()));
            boolean ended = false;
            try {
                ended = process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES);
            } finally {
                process.destroy();
            }
            String printed = Files.readString(output, StandardCharsets.UTF_8).stripTrailing();
            if (!ended || process.exitValue() != 0) {
                throw new ReleaseException(
                        String.join(" ", command) + (ended ? " failed:\n" : " did not end in time:\n") + tail(printed));
            }
            return printed;
        } finally {
            Files.delete(output);
        }
    }

    private static Process start(ProcessBuilder builder) throws ReleaseException {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new ReleaseException("cannot start " + builder.command().getFirst() + ": " + e.getMessage());
        }
    }

    private static String tail(String printed) {
        List<String> lines = printed.lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
    }
}
