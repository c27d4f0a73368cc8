package org.ocppgateway.gateway.tls;

import java.security.cert.CertificateException;

/** A client certificate that the trust check refused. Is in the cause chain of the failed handshake. */
final class ClientCertificateException extends CertificateException {
    private static final long serialVersionUID = 1L;

    private final transient CertificateRefusal refusal;

    ClientCertificateException(CertificateRefusal refusal, CertificateException cause) {
        super(refusal.explanation(), cause);
        this.refusal = refusal;
    }

    CertificateRefusal refusal() {
        return refusal;
    }
}
