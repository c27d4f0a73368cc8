package org.ocppgateway.ops.stack.process;

import java.util.List;

/**
 * How a JVM is started.
 *
 * @param launcher command prefix, for example a shell that sets limits and then executes the JVM; empty for none
 * @param options for the JVM
 */
public record Launch(List<String> launcher, List<String> options) {

    public static Launch with(List<String> options) {
        return new Launch(List.of(), options);
    }

    /**
     * Starts the JVM in a shell. {@code preparation} is executed first, {@code redirection} redirects the JVM's
     * output.
     */
    public Launch after(String preparation, String redirection) {
        return new Launch(List.of("sh", "-c", preparation + "; exec \"$@\" " + redirection, "sh"), options);
    }
}
