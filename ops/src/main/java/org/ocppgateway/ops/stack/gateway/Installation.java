package org.ocppgateway.ops.stack.gateway;

import java.nio.file.Path;
import org.ocppgateway.ops.stack.process.ProjectFiles;

/**
 * A built gateway on disk: that of the current sources, or an unpacked release.
 *
 * @param name short name, for files that belong to this build
 * @param jar runnable jar, with its libraries in {@code lib} beside it
 * @param configuration directory of its base configurations, {@code dev.conf} and others
 */
public record Installation(String name, Path jar, Path configuration) {
    private static final String CURRENT = "gateway";

    /** The gateway of the current sources. */
    public static Installation current() {
        return new Installation(
                CURRENT, ProjectFiles.file("gateway/target/gateway.jar"), ProjectFiles.file("ops/config"));
    }

    /** An unpacked release, named like its directory. */
    public static Installation unpacked(Path directory) {
        return new Installation(
                directory.getFileName().toString(), directory.resolve("gateway.jar"), directory.resolve("config"));
    }

    boolean isCurrent() {
        return name.equals(CURRENT);
    }
}
