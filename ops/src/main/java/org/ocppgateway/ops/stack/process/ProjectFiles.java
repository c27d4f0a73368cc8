package org.ocppgateway.ops.stack.process;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the files of this project are, wherever it was cloned to and from wherever we were started. */
public final class ProjectFiles {
    private static final Path ROOT = findRoot();

    private ProjectFiles() {}

    /** The top directory of the project. */
    public static Path root() {
        return ROOT;
    }

    /** A file by its path from the top directory, which must exist. */
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
            throw new IllegalStateException("our own code has no location", e);
        }
        for (Path directory = classes; directory != null; directory = directory.getParent()) {
            if (Files.exists(directory.resolve("ops/lib/guard"))) {
                return directory;
            }
        }
        throw new IllegalStateException("no directory above " + classes + " holds ops/lib/guard");
    }
}
