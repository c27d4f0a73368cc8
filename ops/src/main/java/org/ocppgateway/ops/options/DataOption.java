package org.ocppgateway.ops.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --data}: the directory of a command that starts processes. */
public final class DataOption {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "directory for data, logs and reports, which are kept (default: a new temporary directory)")
    private @Nullable Path data;

    /** Returns whether the caller chose the directory. */
    public boolean isGiven() {
        return data != null;
    }

    /**
     * Creates the directory if it is missing.
     *
     * @param command part of the name of a temporary directory
     * @return its real path
     */
    public Path create(String command) throws IOException {
        Path directory =
                data == null ? Files.createTempDirectory("gateway-" + command + "-") : Files.createDirectories(data);
        return directory.toRealPath();
    }
}
