package org.ocppgateway.ops.dev;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.ocppgateway.ops.certificates.DevelopmentCa;

/** The TLS listener of the development stack: its certificates and its configuration. */
final class DevelopmentTls {
    private static final List<String> NAMES = List.of("localhost", "127.0.0.1");

    private DevelopmentTls() {}

    /** Creates what is missing in the directory, and returns the configuration of the gateway as HOCON. */
    static String configuration(Path directory, int port) {
        try {
            DevelopmentCa authority = DevelopmentCa.open(directory, Clock.systemUTC());
            String certificates = authority.serverCertificates(NAMES);
            return """
                gateway.endpoint.listeners.wss {
                  enabled = true
                  port = %d
                  tls {
                    certificates = %s
                    client-certificates = want
                    trusted-authorities = ["%s"]
                    revocation-lists = ["%s"]
                  }
                }
                """.formatted(port, certificates, authority.certificate(), authority.revocationList());
        } catch (IOException e) {
            throw new IllegalStateException("the certificates of the development stack cannot be made: " + e, e);
        }
    }
}
