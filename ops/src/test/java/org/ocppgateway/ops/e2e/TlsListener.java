package org.ocppgateway.ops.e2e;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.ocppgateway.ops.certificates.DevelopmentCa.PemFiles;

/** Configuration of the listener {@code wss} of a gateway, in HOCON. */
public final class TlsListener {
    private TlsListener() {}

    /**
     * A listener that accepts clients with and without a certificate.
     *
     * @param server certificate of the listener
     * @param authorities of the clients' certificates
     */
    public static String wantingCertificates(int port, PemFiles server, Path... authorities) {
        String trusted = Arrays.stream(authorities)
                .map(file -> '"' + file.toString() + '"')
                .collect(Collectors.joining(", "));
        return """
            gateway.endpoint.listeners.wss {
              enabled = true
              port = %d
              tls {
                certificates = [%s]
                client-certificates = want
                trusted-authorities = [%s]
              }
            }
            """.formatted(port, server.hocon(), trusted);
    }
}
