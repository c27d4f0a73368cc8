package org.ocppgateway.ops.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.ocppgateway.ops.release.Changelog.Section;
import org.ocppgateway.ops.stack.process.TemporaryDirectory;

/** Builds the files of a release from one revision of the repository. Files of the working copy play no part. */
final class ReleaseBuild {
    /** Programs with a jar and a directory of libraries. */
    private static final List<String> PROGRAMS = List.of("gateway", "simulator");

    private final Path repository;
    private final Revision revision;
    private final Changelog changelog;
    private final BuildMode mode;

    ReleaseBuild(Path repository, Revision revision, Changelog changelog, BuildMode mode) {
        this.repository = repository;
        this.revision = revision;
        this.changelog = changelog;
        this.mode = mode;
    }

    /** Builds into a directory, which is emptied before. Takes about a minute; blocks until it is finished. */
    ReleaseDirectory into(Path directory) throws IOException, InterruptedException, ReleaseException {
        Path unfinished = directory.resolveSibling(directory.getFileName() + ".unfinished");
        remove(unfinished);
        Files.createDirectories(unfinished);
        try (SourceTree source = SourceTree.checkOut(repository, revision)) {
            source.build(mode);
            String time = source.commitTime();
            for (String program : PROGRAMS) {
                pack(source, program, unfinished, time);
            }
            if (Files.exists(source.file(SourceTree.CHART))) {
                packChart(source, unfinished, time);
            }
            if (mode == BuildMode.FULL) {
                Files.copy(source.file("target/bom.json"), unfinished.resolve("bom.json"));
            }
        }
        writePages(unfinished);
        ReleaseDirectory release = new ReleaseDirectory(unfinished);
        release.writeChecksums();
        // A build that was interrupted leaves no directory with the name of a release.
        remove(directory);
        Files.move(unfinished, directory, StandardCopyOption.ATOMIC_MOVE);
        return new ReleaseDirectory(directory);
    }

    /** Packs a program with its libraries, in an archive whose bytes depend only on the revision, and keeps it unpacked. */
    private void pack(SourceTree source, String program, Path target, String time)
            throws IOException, InterruptedException, ReleaseException {
        String name = program + "-" + revision.version();
        new ProgramFiles(source.file(""), program).into(target.resolve(name));
        tar(target, target.resolve(name + ".tar"), time, name);
        Program.run(target, List.of("gzip", "--no-name", "--best", name + ".tar"));
    }

    /** Packs the Helm chart as {@code helm package} does, with the files that its links lead to. */
    private void packChart(SourceTree source, Path target, String time)
            throws IOException, InterruptedException, ReleaseException {
        String name = "gateway-chart-" + revision.version();
        tar(source.file(SourceTree.CHARTS), target.resolve(name + ".tar"), time, "gateway");
        Program.run(target, List.of("gzip", "--no-name", "--best", name + ".tar"));
        Files.move(target.resolve(name + ".tar.gz"), target.resolve(name + ".tgz"));
    }

    private static void tar(Path parent, Path archive, String time, String name)
            throws IOException, InterruptedException, ReleaseException {
        List<String> command = new ArrayList<>(List.of("tar", "--create", "--file=" + archive, "--sort=name"));
        command.addAll(List.of("--owner=0", "--group=0", "--numeric-owner", "--mode=u=rwX,go=rX", "--format=ustar"));
        command.addAll(List.of("--dereference", "--mtime=@" + time, name));
        Program.run(parent, command);
    }

    private void writePages(Path target) throws IOException {
        Section section = changelog.of(revision.section()).orElse(new Section(revision.section(), ""));
        Files.writeString(target.resolve("NOTES.md"), "# " + revision.version() + "\n\n" + section.notes() + "\n");
        Files.writeString(
                target.resolve("UPGRADE.md"),
                "# Upgrade to " + revision.version() + "\n\n" + section.upgradeNotes() + "\n");
        Files.writeString(
                target.resolve("BUILD.md"), """
            # How %1$s was built

            | | |
            |---|---|
            | commit | `%2$s` |
            | JDK | %3$s |
            | command | `ops/release build %2$s` |

            The same command with the same JDK gives the same checksums.
            """.formatted(revision.version(), revision.commit(), Runtime.version()));
    }

    private static void remove(Path directory) {
        if (Files.exists(directory)) {
            TemporaryDirectory.delete(directory);
        }
    }
}
