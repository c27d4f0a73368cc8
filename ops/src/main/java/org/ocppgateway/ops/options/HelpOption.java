package org.ocppgateway.ops.options;

import picocli.CommandLine.Option;

/** {@code --help}, for a command without {@code --version}. */
public final class HelpOption {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "print this help and exit")
    @SuppressWarnings("UnusedVariable") // picocli reads it.
    private boolean help;
}
