package org.ocppgateway.gateway.tls;

/** Why the certificate of a client is refused. */
public enum CertificateProblem {
    /** Its chain ends at an authority that is not trusted, or it is signed by itself. */
    UNKNOWN_AUTHORITY("Install a certificate of the operator's authority on the charge point, or add its authority to"
            + " trusted-authorities."),
    /** The client sent its own certificate only, and the issuer is not trusted: an intermediate is missing, or the authority is unknown. */
    ISSUER_MISSING("Install the whole chain on the charge point (its certificate and the intermediate), or add the"
            + " intermediate to trusted-authorities."),
    /** A certificate of the chain has expired. */
    EXPIRED("Install a new certificate on the charge point."),
    /** A certificate of the chain is not valid yet. */
    NOT_YET_VALID("Check the clocks of the authority and of the gateway. Let certificates be valid from an hour ago."),
    /** Its key usage or extended key usage does not allow client authentication. */
    WRONG_USAGE("Install a certificate for clients: digitalSignature, and extended key usage clientAuth."),
    /** A revocation list names it. */
    REVOKED("Install a new certificate on the charge point."),
    /** Its revocation status is unknown, and {@link StaleRevocation#REFUSE} is set. */
    REVOCATION_UNKNOWN("Renew the revocation lists of the gateway. Nothing is wrong with the charge point."),
    /** A signature does not fit, an algorithm is too weak, or the chain is broken in another way. */
    INVALID("Install a new certificate on the charge point.");

    private final String suggestion;

    CertificateProblem(String suggestion) {
        this.suggestion = suggestion;
    }

    /** Advice for an installer. */
    String suggestion() {
        return suggestion;
    }
}
