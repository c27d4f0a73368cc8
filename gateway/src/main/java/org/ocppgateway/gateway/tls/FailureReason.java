package org.ocppgateway.gateway.tls;

/** Why a TLS connection never got to its first request. */
public enum FailureReason {
    /** The client ended the handshake because of our certificate. */
    SERVER_CERTIFICATE_DISTRUSTED,
    /** The client's certificate is refused; see {@link CertificateProblem}. */
    CLIENT_CERTIFICATE_REFUSED,
    /** The listener needs a client certificate, and none came. */
    CLIENT_CERTIFICATE_MISSING,
    /** No common TLS version. */
    PROTOCOL_VERSION,
    /** No common cipher suite, given our certificates. */
    CIPHER_SUITE,
    /** No common signature scheme. */
    SIGNATURE_SCHEME,
    /** HTTP without TLS on a TLS port. */
    PLAIN_HTTP,
    /** A PROXY protocol header on a listener that expects none. */
    PROXY_HEADER,
    /** The first bytes are no TLS. */
    NOT_TLS,
    /** The handshake was not done in time. */
    TIMED_OUT,
    /** Too many handshakes were open. */
    OVERLOADED,
    /** The client left in the middle of the handshake. */
    CLOSED_BY_PEER,
    /** The client left right after the handshake, without a request. */
    CLOSED_WITHOUT_REQUEST,
    /** More records without content than any sound client sends. */
    EMPTY_RECORDS,
    /** The client sent another alert. */
    ALERT_RECEIVED,
    /** Anything else; the explanation holds what the TLS library says. */
    OTHER
}
