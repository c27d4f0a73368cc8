package org.ocppgateway.ops.stack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A temporary directory for data and logs, removed when closed. */
public final class TemporaryDirectory implements AutoCloseable {
    private final Path path;

    /** @param prefix of its name */
    public TemporaryDirectory(String prefix) throws IOException {
        this.path = Files.createTempDirectory(prefix).toRealPath();
    }

    public Path path() {
        return path;
    }

    /** Removes a directory with its content. A failure is printed and otherwise ignored. */
    public static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.println("Could not remove " + directory + ": " + e.getMessage());
        }
    }

    @Override
    public void close() {
        delete(path);
    }
}
