package org.ocppgateway.ops.release;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.ocppgateway.ops.stack.process.TemporaryDirectory;

/** The files of one revision in a temporary git worktree. {@link #close} removes it. */
final class SourceTree implements AutoCloseable {
    /** Modules whose jars are part of a release. */
    private static final List<String> MODULES = List.of("protocol", "routing", "gateway", "simulator");

    /** Directory of what Kubernetes needs. */
    static final String CHARTS = "ops/kubernetes";

    /** Directory of the Helm chart. Releases before 0.3.0 have none. */
    static final String CHART = CHARTS + "/gateway";

    private final Path repository;
    private final Path parent;
    private final Path directory;

    private SourceTree(Path repository, Path parent) {
        this.repository = repository;
        this.parent = parent;
        this.directory = parent.resolve("source");
    }

    /** Checks out a revision and sets its version. */
    static SourceTree checkOut(Path repository, Revision revision)
            throws IOException, InterruptedException, ReleaseException {
        SourceTree tree =
                new SourceTree(repository, Files.createTempDirectory("release-").toRealPath());
        try {
            Revision.git(
                    repository, "worktree", "add", "--quiet", "--detach", tree.directory.toString(), revision.commit());
            tree.setVersion(revision.version());
            return tree;
        } catch (IOException | InterruptedException | ReleaseException e) {
            tree.close();
            throw e;
        }
    }

    /** Compiles and packs the modules of a release, without tests. */
    void build(BuildMode mode) throws IOException, InterruptedException, ReleaseException {
        List<String> command = new ArrayList<>(maven());
        command.addAll(List.of("-B", "-q", "-Dunchecked", "-Dmaven.test.skip=true", "-Djacoco.skip=true"));
        command.addAll(mode.options());
        command.addAll(List.of("-Dspotless.check.skip=true", "-pl", ".," + String.join(",", MODULES), "package"));
        Program.run(directory, command);
    }

    /** Returns a file or directory of the tree. */
    Path file(String path) {
        return directory.resolve(path);
    }

    /** Returns the time of the commit in seconds of the Unix epoch, for the files of archives. */
    String commitTime() throws IOException, InterruptedException, ReleaseException {
        return Revision.git(directory, "show", "--no-patch", "--format=%ct", "HEAD");
    }

    /** Replaces the version of the project in the pom.xml of all modules and in the chart. Versions of libraries stay. */
    private void setVersion(String version) throws IOException, ReleaseException {
        String old = Revision.pomVersion(Files.readString(file("pom.xml")));
        List<String> poms = new ArrayList<>(List.of("pom.xml", "ops/pom.xml"));
        MODULES.forEach(module -> poms.add(module + "/pom.xml"));
        for (String pom : poms) {
            String text = Files.readString(file(pom));
            String parent = "<artifactId>parent</artifactId>";
            Files.writeString(
                    file(pom),
                    text.replaceFirst(
                            "(" + parent + "\\s*<version>)" + Pattern.quote(old) + "<", "$1" + version + "<"));
        }
        Path chart = file(CHART + "/Chart.yaml");
        if (Files.exists(chart)) {
            Files.writeString(
                    chart,
                    Files.readString(chart)
                            .replaceAll("(?m)^((?:appV|v)ersion: )" + Pattern.quote(old) + "$", "$1" + version));
        }
    }

    private List<String> maven() {
        boolean installed = List.of(System.getenv("PATH").split(File.pathSeparator)).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "mvn")));
        return List.of(installed ? "mvn" : file(".mvn/wrapper/mvnw").toString());
    }

    @Override
    public void close() {
        try {
            Revision.git(repository, "worktree", "remove", "--force", directory.toString());
        } catch (IOException | ReleaseException e) {
            System.err.println("Could not remove the worktree: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        TemporaryDirectory.delete(parent);
    }
}
