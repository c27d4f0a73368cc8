package org.ocppgateway.gateway.tls;

import org.ocppgateway.gateway.authentication.CertificateName;

/** Result of the check of a client certificate at an upgrade. */
public sealed interface CertificateVerdict {
    /**
     * The certificate is accepted.
     *
     * @param revocation {@link RevocationStatus.Good}, or {@link RevocationStatus.Unknown} if the settings accept an unknown status
     */
    record Accepted(CertificateName name, RevocationStatus revocation) implements CertificateVerdict {}

    /** The certificate is refused, for example because it has expired or is revoked. */
    record Refused(CertificateRefusal refusal) implements CertificateVerdict {}
}
