package org.ocppgateway.ops.stack.process;

import java.util.ArrayList;
import java.util.List;

/** JVM options of {@code ops/start}, for programs that run for a long time. */
public final class LongRun {
    private static final String FILE = "ops/config/java.options";

    // Older JVMs ignore options that only newer ones know.
    private static final List<String> OPTIONS =
            List.of("-XX:+IgnoreUnrecognizedVMOptions", "-XX:+UseCompactObjectHeaders");

    /** The options without heap, for the settings of a figure. */
    public static final String NAMES = "@" + FILE + " -XX:+UseCompactObjectHeaders";

    private LongRun() {}

    /**
     * Options with a fixed heap size.
     *
     * @param heap value of {@code -Xmx}, for example {@code 2g}
     * @param more additional options
     */
    public static List<String> of(String heap, String... more) {
        List<String> options = new ArrayList<>(List.of("@" + ProjectFiles.file(FILE), "-Xms" + heap, "-Xmx" + heap));
        options.addAll(OPTIONS);
        options.addAll(List.of(more));
        return List.copyOf(options);
    }
}
