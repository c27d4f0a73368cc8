package org.ocppgateway.ops.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.ocppgateway.ops.stack.process.ProjectFiles;

/** The Markdown pages of the project. */
final class ProjectPages {
    private static final Set<String> NOT_SOURCE = Set.of("target", ".git", "node_modules");

    private ProjectPages() {}

    static List<Path> all() {
        Path root = ProjectFiles.root();
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> isSource(root.relativize(file)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> in(String folder) {
        Path parent = ProjectFiles.file(folder);
        return all().stream().filter(page -> parent.equals(page.getParent())).toList();
    }

    static String text(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isSource(Path relative) {
        for (Path part : relative) {
            if (NOT_SOURCE.contains(part.toString())) {
                return false;
            }
        }
        return true;
    }
}
