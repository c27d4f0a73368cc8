package org.ocppgateway.gateway.endpoint.listener;

import java.nio.file.Path;
import java.util.List;
import org.ocppgateway.gateway.tls.CertificateFiles;
import org.ocppgateway.gateway.tls.LegacyAlgorithms;
import org.ocppgateway.gateway.tls.ProtocolOptions;
import org.ocppgateway.gateway.tls.TlsSettings;

/**
 * A process that enables old algorithms at its start, with one listener that offers them and one that does not:
 * {@code CHAIN KEY}. Prints both ports, and ends with its input.
 */
final class LegacyServer {
    private LegacyServer() {}

    public static void main(String[] arguments) throws Exception {
        LegacyAlgorithms.enableRsaKeyExchange();
        LegacyAlgorithms.enableSha1Signatures();
        TlsSettings current =
                ListenerFixture.settings(new CertificateFiles(Path.of(arguments[0]), Path.of(arguments[1])));
        TlsSettings old = ListenerFixture.with(current, new ProtocolOptions(false, false, true, true, List.of()));
        try (ListenerFixture first = ListenerFixture.tls(old);
                ListenerFixture second = ListenerFixture.tls(current)) {
            System.out.println("ports " + first.port() + " " + second.port());
            System.in.read();
        }
        System.exit(0);
    }
}
