package org.ocppgateway.ops.stack.process;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Paths of the project's files, independent of the working directory. */
public final class ProjectFiles {
    private static final Path ROOT = findRoot();

    private ProjectFiles() {}

    /** Top directory of the project. */
    public static Path root() {
        return ROOT;
    }

    /** Returns an existing file by its path from the top directory. */
    public static Path file(String path) {
        Path file = ROOT.resolve(path);
        if (!Files.exists(file)) {
            throw new IllegalStateException(file + " is missing; build the project first: mvn package -DskipTests");
        }
        return file;
    }

    private static Path findRoot() {
        Path classes;
        try {
            classes = Path.of(ProjectFiles.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the location of the classes is unknown", e);
        }
        for (Path directory = classes; directory != null; directory = directory.getParent()) {
            if (Files.exists(directory.resolve("ops/lib/guard"))) {
                return directory;
            }
        }
        throw new IllegalStateException("no directory above " + classes + " holds ops/lib/guard");
    }
}
