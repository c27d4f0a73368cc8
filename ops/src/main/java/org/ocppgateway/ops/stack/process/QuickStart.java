package org.ocppgateway.ops.stack.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** JVM options for programs that are started often and live shortly: half the time and half the work until they are ready. */
public final class QuickStart {
    private QuickStart() {}

    /**
     * Those of {@link #archive}; and nothing is compiled or collected with an effort that only pays off after minutes.
     *
     * @param program a name for the archive; for one program, run from its jar
     */
    public static List<String> of(String program) {
        List<String> options = new ArrayList<>(archive(program));
        options.add("-XX:TieredStopAtLevel=1");
        options.add("-XX:+UseSerialGC");
        return List.copyOf(options);
    }

    /**
     * Classes are loaded and verified once and kept for the next start; the JVM makes the archive anew, when it ends, if it does not fit.
     *
     * @param program a name for the archive; for one program, run from its jar, always with the same collector and object headers
     */
    public static List<String> archive(String program) {
        Path archive = ProjectFiles.root().resolve("ops/target/" + program + ".jsa");
        return List.of("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + archive, "-Xlog:disable");
    }
}
