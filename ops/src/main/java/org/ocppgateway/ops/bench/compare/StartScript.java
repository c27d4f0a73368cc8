package org.ocppgateway.ops.bench.compare;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.ocppgateway.ops.stack.process.OtherPrograms;
import org.ocppgateway.ops.stack.process.ProjectFiles;

/** The command with which {@code ops/start} would start the gateway, as an operator does. */
final class StartScript {
    private static final int TIMEOUT_SECONDS = 30;

    /** Connections that still end when the next ones begin. */
    private static final double RESERVE = 1.01;

    private StartScript() {}

    /**
     * Returns a command that takes the arguments of the gateway.
     *
     * @param javaOptions options of the JVM, which win over those of the script
     * @param directory for the messages of the script
     * @throws IllegalStateException with the messages of the script, if it refuses
     */
    static List<String> command(int connections, boolean tls, List<String> javaOptions, Path directory)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                ProjectFiles.file("ops/start").toString(),
                "--print",
                "--connections",
                Long.toString(Math.round(connections * RESERVE))));
        if (tls) {
            command.add("--tls");
        }
        javaOptions.forEach(option -> command.addAll(List.of("--java-option", option)));
        return List.of("bash", "-c", "exec " + output(command, directory) + " \"$@\"", "bash");
    }

    private static String output(List<String> command, Path directory) throws IOException, InterruptedException {
        Path messages = directory.resolve("start.log");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(messages.toFile());
        builder.environment().put("JAVA_HOME", javaHome());
        Process script = builder.start();
        try {
            String output = new String(script.getInputStream().readAllBytes(), UTF_8).strip();
            if (!script.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) || script.exitValue() != 0) {
                throw new IllegalStateException(Files.readString(messages).strip());
            }
            return output;
        } finally {
            script.destroyForcibly();
        }
    }

    private static String javaHome() {
        return OtherPrograms.STACK_JAVA
                .path()
                .map(java -> java.resolve("../..").normalize().toString())
                .orElse(System.getProperty("java.home"));
    }
}
