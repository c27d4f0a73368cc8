package org.ocppgateway.ops.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.ops.stack.process.ProjectFiles;
import org.ocppgateway.ops.stack.process.TemporaryDirectory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code ops/release}. */
@Command(
        name = "ops/release",
        mixinStandardHelpOptions = true,
        description = "Builds and verifies releases.",
        subcommands = {Main.Build.class, Main.Verify.class})
public final class Main {
    static final Path RELEASES = ProjectFiles.root().resolve("ops/target/release");

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The command line, for tests. */
    static CommandLine commandLine() {
        return new CommandLine(new Main()).setExecutionExceptionHandler((problem, command, parsed) -> {
            if (problem instanceof ReleaseException) {
                command.getErr().println(problem.getMessage());
                return 1;
            }
            throw problem;
        });
    }

    /** {@code ops/release build}. */
    @Command(
            name = "build",
            mixinStandardHelpOptions = true,
            description = {
                "Builds a tag or commit in a git worktree into ops/target/release/VERSION: archives of the gateway and the"
                        + " simulator, bill of materials, notes, upgrade notes, checksums, signature. Changes that are not"
                        + " committed play no part. Tests are not run: run ops/test on the revision first.",
                "",
                "The version is that of the tag. Without a tag it is the version whose last commit the changelog names, or"
                        + " the version in pom.xml followed by the commit."
            })
    static final class Build implements Callable<Integer> {
        @Parameters(paramLabel = "REVISION", description = "tag, branch or commit")
        private String name = "";

        @Option(
                names = "--key",
                paramLabel = "FILE",
                description = "SSH key that signs the checksums; without it the release is not signed")
        private @Nullable Path key;

        @Option(names = "--twice", description = "build a second time elsewhere and compare the checksums")
        private boolean twice;

        @Option(names = "--offline", description = "without the network, and without the bill of materials")
        private boolean offline;

        @Override
        public Integer call() throws IOException, InterruptedException, ReleaseException {
            Path repository = ProjectFiles.root();
            Changelog changelog = PreviousRelease.changelog();
            Revision revision = Revision.resolve(repository, name, changelog);
            System.out.println("Building " + revision.version() + " from " + revision.commit());
            ReleaseBuild build =
                    new ReleaseBuild(repository, revision, changelog, offline ? BuildMode.OFFLINE : BuildMode.FULL);
            ReleaseDirectory release = build.into(RELEASES.resolve(revision.version()));
            if (twice) {
                compare(release, build);
            }
            if (key != null) {
                release.sign(key);
            }
            System.out.print(Files.readString(release.path().resolve(ReleaseDirectory.CHECKSUMS)));
            System.out.println(key == null ? "Not signed: no --key." : "Signed with " + key + ".");
            System.out.println(release.path());
            return 0;
        }

        private static void compare(ReleaseDirectory release, ReleaseBuild build)
                throws IOException, InterruptedException, ReleaseException {
            try (TemporaryDirectory elsewhere = new TemporaryDirectory("release-again-")) {
                ReleaseDirectory second = build.into(elsewhere.path().resolve("second"));
                String expected = Files.readString(release.path().resolve(ReleaseDirectory.CHECKSUMS));
                String actual = Files.readString(second.path().resolve(ReleaseDirectory.CHECKSUMS));
                if (!actual.equals(expected)) {
                    throw new ReleaseException("The builds differ:\n" + expected + "second build:\n" + actual);
                }
                System.out.println("Both builds have the same bytes.");
            }
        }
    }

    /** {@code ops/release verify}. */
    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = "Checks the checksums of a release and their signature.")
    static final class Verify implements Callable<Integer> {
        @Parameters(paramLabel = "DIR", description = "directory of the release")
        private Path directory = Path.of("");

        @Option(
                names = "--signers",
                paramLabel = "FILE",
                required = true,
                description = "accepted keys, one a line: NAME KEY_TYPE KEY (allowed signers of ssh-keygen)")
        private Path signers = Path.of("");

        @Option(
                names = "--signer",
                paramLabel = "NAME",
                required = true,
                description = "name of the expected key in that file")
        private String signer = "";

        @Override
        public Integer call() throws IOException, InterruptedException, ReleaseException {
            System.out.println(new ReleaseDirectory(directory.toAbsolutePath()).verify(signers, signer));
            System.out.println("All files match their checksums.");
            return 0;
        }
    }
}
