package org.ocppgateway.gateway.tls;

/** Why the certificate of a client is refused. */
public enum CertificateProblem {
    /** Its chain ends at an authority that is not trusted, or it is signed by itself. */
    UNKNOWN_AUTHORITY,
    /** The client sent its own certificate only, and the issuer is not trusted: an intermediate is missing, or the authority is unknown. */
    ISSUER_MISSING,
    /** A certificate of the chain has expired. */
    EXPIRED,
    /** A certificate of the chain is not valid yet. */
    NOT_YET_VALID,
    /** Its key usage or extended key usage does not allow client authentication. */
    WRONG_USAGE,
    /** A revocation list names it. */
    REVOKED,
    /** Its revocation status is unknown, and {@link StaleRevocation#REFUSE} is set. */
    REVOCATION_UNKNOWN,
    /** A signature does not fit, an algorithm is too weak, or the chain is broken in another way. */
    INVALID
}
