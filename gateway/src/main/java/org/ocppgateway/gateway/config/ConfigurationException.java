package org.ocppgateway.gateway.config;

import java.util.List;

/** The configuration is invalid. The message contains all problems, one per line. */
public final class ConfigurationException extends Exception {
    private static final long serialVersionUID = 1L;

    ConfigurationException(List<String> problems) {
        super("The configuration has " + (problems.size() == 1 ? "a problem" : problems.size() + " problems")
                + ":\n  - " + String.join("\n  - ", problems));
    }
}
