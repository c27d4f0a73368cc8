package org.ocppgateway.gateway.tls;

/** Why a TLS connection ended before its first request. */
public enum FailureReason {
    /** The client ended the handshake because of the gateway's certificate. */
    SERVER_CERTIFICATE_DISTRUSTED,
    /** The client's certificate is refused; see {@link CertificateProblem}. */
    CLIENT_CERTIFICATE_REFUSED,
    /** The listener requires a client certificate, and the client sent none. */
    CLIENT_CERTIFICATE_MISSING,
    /** No common TLS version. */
    PROTOCOL_VERSION,
    /** No common cipher suite, given the gateway's certificates. */
    CIPHER_SUITE,
    /** No common signature scheme. */
    SIGNATURE_SCHEME,
    /** HTTP without TLS on a TLS port. */
    PLAIN_HTTP,
    /** A PROXY protocol header on a listener that expects none. */
    PROXY_HEADER,
    /** The first bytes are not TLS. */
    NOT_TLS,
    /** The handshake did not complete in time. */
    TIMED_OUT,
    /** Too many handshakes were open. */
    OVERLOADED,
    /** The client left in the middle of the handshake. */
    CLOSED_BY_PEER,
    /** The client left right after the handshake, without a request. */
    CLOSED_WITHOUT_REQUEST,
    /** More empty records than a correct client sends. */
    EMPTY_RECORDS,
    /** The client sent another alert. */
    ALERT_RECEIVED,
    /** Any other reason; the explanation contains the message of the TLS library. */
    OTHER
}
