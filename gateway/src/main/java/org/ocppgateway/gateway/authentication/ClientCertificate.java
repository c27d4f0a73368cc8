package org.ocppgateway.gateway.authentication;

/** Client certificate of a connection. Revocation and validity are checked before, at every upgrade. */
public sealed interface ClientCertificate {

    /** There is none, or none whose verification anybody vouches for. */
    record None() implements ClientCertificate {}

    /** It was verified by the gateway, or by a trusted proxy, according to its header. */
    record Verified(CertificateName name) implements ClientCertificate {}

    /**
     * It does not count, for example because it was revoked.
     *
     * @param problem for the operator
     */
    record Rejected(CertificateName name, String problem) implements ClientCertificate {}
}
