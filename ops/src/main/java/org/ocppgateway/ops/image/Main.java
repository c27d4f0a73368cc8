package org.ocppgateway.ops.image;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Commands that {@code ops/image} calls. */
@Command(
        name = "ops/image",
        subcommands = CommandLine.HelpCommand.class,
        description = "Commands of ops/image and ops/start.")
public final class Main {
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Command(
            description =
                    "Runs the gateway of a root file system under load and writes the archive of its loaded classes.")
    int train(@Parameters(paramLabel = "ROOTFS") Path rootfs, @Parameters(paramLabel = "ARCHIVE") Path archive)
            throws IOException, InterruptedException {
        TrainingRun.ofImage(rootfs.toRealPath(), archive.toAbsolutePath());
        return 0;
    }

    @Command(
            name = "train-start",
            description =
                    "Runs the gateway of the source tree with ops/start under load, so that the JVM writes its AOT cache.")
    int trainStart() throws IOException, InterruptedException {
        TrainingRun.ofSourceTree();
        return 0;
    }

    @Command(description = "Prints the bill of materials of the image, in CycloneDX 1.6.")
    int bill(
            @Parameters(paramLabel = "BILL_OF_THE_BUILD") Path build,
            @Parameters(paramLabel = "JARS") Path jars,
            @Parameters(paramLabel = "PACKAGES") Path packages,
            @Parameters(paramLabel = "RELEASE_FILE_OF_JAVA") Path release)
            throws IOException {
        System.out.println(new ImageBill(jars, packages, release).extend(build));
        return 0;
    }
}
