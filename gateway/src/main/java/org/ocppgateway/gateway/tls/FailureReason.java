package org.ocppgateway.gateway.tls;

/** Why a TLS connection ended before its first request. */
public enum FailureReason {
    /** The client ended the handshake because of the gateway's certificate. */
    SERVER_CERTIFICATE_DISTRUSTED("Check on the charge point: its clock (before the certificate's first day, as in"
            + " 1970, no certificate is valid), the host name in its URL, and the root certificate of"
            + " the gateway."),
    /** The client's certificate is refused; see {@link CertificateProblem}. */
    CLIENT_CERTIFICATE_REFUSED("Install another client certificate on the charge point."),
    /** The listener requires a client certificate, and the client sent none. */
    CLIENT_CERTIFICATE_MISSING(
            "Install a client certificate on the charge point, or select security profile 2 and" + " another port."),
    /** No common TLS version. */
    PROTOCOL_VERSION("Update the firmware of the charge point, or select TLS 1.2 there."),
    /** No common cipher suite, given the gateway's certificates. */
    CIPHER_SUITE("Update the firmware of the charge point. Otherwise see the options for old firmware."),
    /** No common signature scheme. */
    SIGNATURE_SCHEME("Update the firmware of the charge point. Otherwise see the options for old firmware."),
    /** HTTP without TLS on a TLS port. */
    PLAIN_HTTP("Use a URL that begins with wss://."),
    /** A PROXY protocol header on a listener that expects none. */
    PROXY_HEADER("Set proxy-protocol for this listener, or switch it off in the proxy."),
    /** The first bytes are not TLS. */
    NOT_TLS("Check that the URL begins with wss:// and has the right port."),
    /** The handshake did not complete in time. */
    TIMED_OUT("Check the network of the charge point; large packets may get lost (MTU)."),
    /** Too many handshakes were open. */
    OVERLOADED("Nothing is wrong with the charge point. It comes again by itself."),
    /** The client left in the middle of the handshake. */
    CLOSED_BY_PEER("Check the root certificate, the clock and the network of the charge point."),
    /** The client left right after the handshake, without a request. */
    CLOSED_WITHOUT_REQUEST("Try a listener without TLS 1.3 session tickets, or with TLS 1.2 only."),
    /** More empty records than a correct client sends. */
    EMPTY_RECORDS("Update the firmware of the charge point. If it is none, ban its address."),
    /** The client sent another alert. */
    ALERT_RECEIVED("Look up the alert in the documentation of the charge point, and update its firmware."),
    /** Any other reason; the explanation contains the message of the TLS library. */
    OTHER("See the log of the charge point, and update its firmware.");

    private final String suggestion;

    FailureReason(String suggestion) {
        this.suggestion = suggestion;
    }

    /** Advice for an installer. */
    String suggestion() {
        return suggestion;
    }
}
