package org.ocppgateway.ops.stack.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * JVM options for programs that are started often and run for a short time. They halve the time and work until the
 * program is ready.
 */
public final class QuickStart {
    private QuickStart() {}

    /**
     * Options of {@link #archive}, and those that avoid compilation and collection work that pays off only after
     * minutes.
     *
     * @param program name of the archive; one name for each program
     * @param more further options, which win
     */
    public static List<String> of(String program, String... more) {
        List<String> options = new ArrayList<>(archive(program));
        options.add("-XX:TieredStopAtLevel=1");
        options.add("-XX:+UseSerialGC");
        options.addAll(List.of(more));
        return List.copyOf(options);
    }

    /**
     * Options that store loaded classes for the next start. The JVM rewrites a mismatching archive when it exits.
     *
     * @param program name of the archive; one name for each program, always with the same collector and object headers
     */
    public static List<String> archive(String program) {
        Path archive = ProjectFiles.root().resolve("ops/target/" + program + ".jsa");
        return List.of("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + archive, "-Xlog:disable");
    }
}
