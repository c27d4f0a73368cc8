package org.ocppgateway.ops.process;

import java.nio.file.Path;
import java.util.List;

/** JVM options for programs that are started often and live shortly: half the time and half the work until they are ready. */
public final class QuickStart {
    private QuickStart() {}

    /**
     * Classes are loaded and verified once and kept for the next start (the JVM makes the archive anew, when it ends, if it does not
     * fit), and nothing is compiled or collected with an effort that only pays off after minutes.
     *
     * @param program a name for the archive; for one program, run from its jar
     */
    public static List<String> of(String program) {
        Path archive = ProjectFiles.root().resolve("ops/target/" + program + ".jsa");
        return List.of(
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + archive,
                "-Xlog:disable",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC");
    }
}
