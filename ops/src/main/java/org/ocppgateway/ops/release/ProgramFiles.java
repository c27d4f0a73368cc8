package org.ocppgateway.ops.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The files of a program in a release, as they are in a source tree that is built.
 *
 * @param source root of the tree
 * @param program {@code gateway} or {@code simulator}
 */
record ProgramFiles(Path source, String program) {
    /** The start script and the files that it reads. Their places relative to each other are the same in both trees. */
    private static final List<String> START_SCRIPT = List.of("start", "lib/jdk.sh", "lib/memory.sh");

    /** Copies the files into a directory, which is created. Permissions stay. */
    void into(Path target) throws IOException {
        Files.createDirectory(target);
        Files.copy(source.resolve(program + "/target/" + program + ".jar"), target.resolve(program + ".jar"));
        Files.copy(source.resolve("ops/docs/LICENSE.txt"), target.resolve("LICENSE.txt"));
        copy(source.resolve(program + "/target/lib"), target.resolve("lib"));
        if (program.equals("gateway")) {
            copy(source.resolve("ops/config"), target.resolve("config"));
            copyStartScript(target);
        }
    }

    /** Releases up to 0.2.0 have no start script. */
    private void copyStartScript(Path target) throws IOException {
        Path scripts = source.resolve("ops");
        if (Files.exists(scripts.resolve(START_SCRIPT.getFirst()))) {
            for (String file : START_SCRIPT) {
                Files.copy(scripts.resolve(file), target.resolve(file));
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectory(to);
        try (var files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
