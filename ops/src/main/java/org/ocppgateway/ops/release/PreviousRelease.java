package org.ocppgateway.ops.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ocppgateway.ops.release.Changelog.Section;
import org.ocppgateway.ops.stack.process.ProjectFiles;

/** The newest release before the current sources: the newest version of the changelog that names its last commit. */
public final class PreviousRelease {
    private PreviousRelease() {}

    /** Version of the previous release. */
    public static String version() throws IOException, ReleaseException {
        return section().version();
    }

    /**
     * Returns the directory of its gateway: {@code gateway.jar}, {@code lib} and {@code config}. Builds it, without a
     * bill of materials, unless {@code ops/target/release} has it.
     *
     * @throws ReleaseException if it cannot be built; for example because this repository lacks its last commit, as a
     *     shallow clone does
     */
    public static Path gateway() throws IOException, InterruptedException, ReleaseException {
        Path root = ProjectFiles.root();
        Section section = section();
        String commit = section.lastCommit().orElseThrow();
        Path directory = Main.RELEASES.resolve(section.version());
        if (!new ReleaseDirectory(directory).isIntact()) {
            Changelog changelog = changelog();
            new ReleaseBuild(root, Revision.resolve(root, commit, changelog), changelog, BuildMode.QUICK)
                    .into(directory);
        }
        return directory.resolve("gateway-" + section.version());
    }

    /** Returns whether {@link #gateway()} can be built here: a shallow clone may lack its last commit. */
    public static boolean isAvailable() throws IOException, InterruptedException, ReleaseException {
        Section section = section();
        return new ReleaseDirectory(Main.RELEASES.resolve(section.version())).isIntact()
                || Revision.exists(ProjectFiles.root(), section.lastCommit().orElseThrow());
    }

    static Changelog changelog() throws IOException {
        return Changelog.parse(Files.readString(ProjectFiles.file(Changelog.FILE)));
    }

    private static Section section() throws IOException, ReleaseException {
        return changelog()
                .previous()
                .orElseThrow(() -> new ReleaseException(Changelog.FILE + " names no last commit of a release"));
    }
}
