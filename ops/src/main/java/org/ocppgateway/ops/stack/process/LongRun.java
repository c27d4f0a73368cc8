package org.ocppgateway.ops.stack.process;

import java.util.ArrayList;
import java.util.List;

/** JVM options for programs that live long and have much to do, as production runs them. */
public final class LongRun {
    // What only newer JVMs know is passed over by older ones.
    private static final List<String> OPTIONS =
            List.of("-XX:+UseG1GC", "-XX:+IgnoreUnrecognizedVMOptions", "-XX:+UseCompactObjectHeaders");

    private LongRun() {}

    /**
     * With a heap of this size from the start.
     *
     * @param heap as the JVM has it, for example {@code 2g}
     * @param more further options
     */
    public static List<String> of(String heap, String... more) {
        List<String> options = new ArrayList<>(List.of("-Xms" + heap, "-Xmx" + heap));
        options.addAll(OPTIONS);
        options.addAll(List.of(more));
        return List.copyOf(options);
    }
}
