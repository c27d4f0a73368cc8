package org.ocppgateway.gateway.endpoint.listener;

import java.util.ArrayList;
import java.util.List;
import org.ocppgateway.gateway.tls.Programs;

/** Runs {@code openssl}, an implementation of TLS that is not ours. */
final class OpenSsl {
    private OpenSsl() {}

    /** Skips the test, with a printed reason, where it is missing. */
    static void require() {
        Programs.require("openssl");
    }

    /** Runs {@code s_client} against a port of this machine with an empty input; its output, errors included. */
    static String client(int port, String... options) {
        return clientSaying("", port, options);
    }

    /** The same with an input. */
    static String clientSaying(String input, int port, String... options) {
        List<String> command = new ArrayList<>(List.of("openssl", "s_client", "-connect", "127.0.0.1:" + port));
        command.addAll(List.of(options));
        return Programs.run(input, command);
    }
}
