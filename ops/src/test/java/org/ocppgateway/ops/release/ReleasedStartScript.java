package org.ocppgateway.ops.release;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ocppgateway.ops.stack.process.ProjectFiles;

/**
 * The script {@code start} in an unpacked release whose jar is empty, with a Java runtime that prints its arguments.
 *
 * @param home directory of the release; its name has a blank
 * @param runtime directory of the Java runtime
 */
record ReleasedStartScript(Path home, Path runtime) {
    /** Exit status of the runtime. */
    static final int RUNTIME_STATUS = 7;

    record Result(int status, long pid, String out, String err) {}

    /** Packs a release. */
    static ReleasedStartScript in(Path directory, int javaVersion) throws IOException {
        Path source = Files.createDirectories(directory.resolve("source"));
        Files.createDirectories(source.resolve("gateway/target/lib"));
        Files.createFile(source.resolve("gateway/target/gateway.jar"));
        Path ops = Files.createSymbolicLink(source.resolve("ops"), ProjectFiles.file("ops"));
        Path home = directory.resolve("a release");
        new ProgramFiles(source, "gateway").into(home);
        Files.delete(ops);
        return new ReleasedStartScript(home, runtime(directory, javaVersion));
    }

    /** Makes a directory like that of a Java runtime without a compiler. */
    static Path runtime(Path directory, int version) throws IOException {
        Path runtime = directory.resolve("java " + version);
        Files.createDirectories(runtime.resolve("bin"));
        Files.writeString(runtime.resolve("release"), "JAVA_VERSION=\"" + version + ".0.1\"\n");
        Path java = Files.writeString(runtime.resolve("bin/java"), """
                #!/bin/sh
                echo "process $$, $MALLOC_ARENA_MAX arenas, $CONFIG_FORCE_gateway_connection_max__connections connections"
                printf '<%%s>\\n' "$@"
                exit %d
                """.formatted(RUNTIME_STATUS));
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        return runtime;
    }

    ReleasedStartScript with(Path otherRuntime) {
        return new ReleasedStartScript(home, otherRuntime);
    }

    Result run(String... arguments) throws IOException, InterruptedException {
        return run(Map.of(), arguments);
    }

    Result run(Map<String, String> variables, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(home.resolve("start").toString()));
        command.addAll(List.of(arguments));
        return execute(variables, command);
    }

    /** Runs the script after a command of the shell, for example {@code ulimit}. */
    Result runAfter(String shellCommand, String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("bash", "-c", shellCommand + "; exec \"$0\" \"$@\"", home + "/start"));
        command.addAll(List.of(arguments));
        return execute(Map.of(), command);
    }

    /** Runs a command without the variables of Java that the caller has. */
    Result execute(Map<String, String> variables, List<String> command) throws IOException, InterruptedException {
        Path err = Files.createTempFile(home.getParent(), "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.matches("JAVA_OPTS|MALLOC_ARENA_MAX|CONFIG_FORCE_.*"));
        environment.put("JAVA_HOME", runtime.toString());
        environment.putAll(new TreeMap<>(variables));
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), process.pid(), out, Files.readString(err));
    }
}
