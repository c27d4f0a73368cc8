package org.ocppgateway.gateway.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * CA certificates that client certificates are checked against. Each is an anchor by itself, so an intermediate one helps charge points that
 * send their own certificate only; the issuer of the intermediate is not needed then.
 */
record TrustedAuthorities(List<X509Certificate> certificates, X509ExtendedTrustManager trustManager) {
    static TrustedAuthorities load(List<Path> files, FileContents contents) throws InvalidTlsFilesException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Path file : files) {
            certificates.addAll(Certificates.read(file, contents.of(file)));
        }
        return new TrustedAuthorities(List.copyOf(certificates), trustManager(certificates));
    }

    private static X509ExtendedTrustManager trustManager(List<X509Certificate> certificates)
            throws InvalidTlsFilesException {
        try {
            KeyStore anchors = KeyStore.getInstance("PKCS12");
            anchors.load(null, null);
            for (int i = 0; i < certificates.size(); i++) {
                anchors.setCertificateEntry(Integer.toString(i), certificates.get(i));
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(anchors);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509ExtendedTrustManager extended) {
                    return extended;
                }
            }
            throw new IllegalStateException("no X.509 trust manager in this JDK");
        } catch (GeneralSecurityException | IOException e) {
            throw new InvalidTlsFilesException("the trusted authorities cannot be used: " + e.getMessage(), e);
        }
    }
}
