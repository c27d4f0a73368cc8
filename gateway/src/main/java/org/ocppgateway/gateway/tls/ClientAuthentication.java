package org.ocppgateway.gateway.tls;

/** Whether a TLS listener asks its clients for a certificate. */
public enum ClientAuthentication {
    /** No certificate is requested. */
    NONE,
    /** A certificate is requested; a client without one is accepted, a client with a bad one is not. Security profiles 2 and 3 share a listener. */
    WANT,
    /** A client without a trusted certificate is refused. */
    NEED
}
