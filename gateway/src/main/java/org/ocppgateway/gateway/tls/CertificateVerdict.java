package org.ocppgateway.gateway.tls;

import org.ocppgateway.gateway.authentication.CertificateName;

/** Result of the check of a client certificate at an upgrade. */
public sealed interface CertificateVerdict {
    /**
     * The certificate is good.
     *
     * @param revocation {@link RevocationStatus.Good}, or {@link RevocationStatus.Unknown} where the settings accept that
     */
    record Accepted(CertificateName name, RevocationStatus revocation) implements CertificateVerdict {}

    /** The certificate must not be used any more. */
    record Refused(CertificateRefusal refusal) implements CertificateVerdict {}
}
