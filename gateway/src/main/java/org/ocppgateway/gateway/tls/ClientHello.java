package org.ocppgateway.gateway.tls;

import java.util.List;
import java.util.Optional;

/**
 * Offer of a client in a TLS handshake, by the names of the IANA registries; a code without a known name is hexadecimal.
 *
 * @param complete false if the bytes end before the message does; what was there is in the lists
 * @param versions for example {@code TLSv1.2}, from the extension if there is one, else from the message
 * @param serverName the requested host name (SNI), printable characters only
 */
public record ClientHello(
        boolean complete,
        List<String> versions,
        List<String> cipherSuites,
        Optional<String> serverName,
        List<String> signatureSchemes) {
    /** Reads TLS records that begin a connection; never throws. */
    static ClientHello read(byte[] records) {
        return new ClientHelloReader().read(records);
    }
}
