package org.ocppgateway.ops.stack.process;

import java.util.List;

/**
 * How a JVM is started.
 *
 * @param launcher a command that the JVM's own is appended to, and that becomes it, say a shell that sets limits first; empty for none
 * @param options for the JVM
 */
public record Launch(List<String> launcher, List<String> options) {

    public static Launch with(List<String> options) {
        return new Launch(List.of(), options);
    }

    /** In a shell that does something first: {@code preparation} are its commands, {@code redirection} is where the JVM's output goes. */
    public Launch after(String preparation, String redirection) {
        return new Launch(List.of("sh", "-c", preparation + "; exec \"$@\" " + redirection, "sh"), options);
    }
}
