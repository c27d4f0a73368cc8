package org.ocppgateway.ops.bench.figure;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import org.ocppgateway.ops.stack.process.ProjectFiles;

/**
 * Time, code and machine of a measurement.
 *
 * @param commit the abbreviated commit, with a {@code +} if the working tree has changes
 * @param machine kind and number of processors, memory, operating system; no host name
 * @param load the system load average of the last minute; negative if unknown
 */
public record Environment(Instant time, String commit, String machine, String jdk, double load) {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final Path MEMORY = Path.of("/proc/meminfo");

    /** Returns the environment of this process, now. */
    public static Environment current() {
        return new Environment(
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                currentCommit(),
                thisMachine(),
                thisJdk(),
                currentLoad());
    }

    /** Whether other work used so much of the machine that time measurements are not reliable. */
    public boolean isBusy() {
        return load > Runtime.getRuntime().availableProcessors() / 2.0;
    }

    private static double currentLoad() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static String currentCommit() {
        String commit = git("rev-parse", "--short", "HEAD");
        if (commit.isEmpty()) {
            return "unknown";
        }
        // Every run changes the history file.
        boolean changed =
                !git("status", "--porcelain", "--", ".", ":!" + History.FILE).isEmpty();
        return changed ? commit + "+" : commit;
    }

    private static String git(String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = "git";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        try {
            Process git = new ProcessBuilder(command)
                    .directory(ProjectFiles.root().toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String output = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor(10, TimeUnit.SECONDS) && git.exitValue() == 0 ? output : "";
        } catch (IOException withoutGit) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private static String thisMachine() {
        return "%d x %s, %s, %s %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        valueOf(PROCESSORS, "model name", System.getProperty("os.arch")),
                        memory(),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"));
    }

    private static String memory() {
        String kibibytes = valueOf(MEMORY, "MemTotal", "").replace(" kB", "");
        return kibibytes.isEmpty() ? "memory unknown" : Math.round(Long.parseLong(kibibytes) / 1048576.0) + " GiB";
    }

    /** Returns the value of the first line {@code key : value} of a file that exists on Linux only. */
    private static String valueOf(Path file, String key, String otherwise) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith(key) && line.contains(":"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(otherwise);
        } catch (IOException notLinux) {
            return otherwise;
        }
    }

    private static String thisJdk() {
        return System.getProperty("java.vendor") + " " + System.getProperty("java.runtime.version");
    }
}
