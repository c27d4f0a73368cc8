package org.ocppgateway.ops.stack.process;

import java.util.ArrayList;
import java.util.List;

/** JVM options of production, for programs that run for a long time. */
public final class LongRun {
    // Older JVMs ignore options that only newer ones know.
    private static final List<String> OPTIONS =
            List.of("-XX:+UseG1GC", "-XX:+IgnoreUnrecognizedVMOptions", "-XX:+UseCompactObjectHeaders");

    private LongRun() {}

    /**
     * Options with a fixed heap size.
     *
     * @param heap value of {@code -Xmx}, for example {@code 2g}
     * @param more additional options
     */
    public static List<String> of(String heap, String... more) {
        List<String> options = new ArrayList<>(List.of("-Xms" + heap, "-Xmx" + heap));
        options.addAll(OPTIONS);
        options.addAll(List.of(more));
        return List.copyOf(options);
    }
}
