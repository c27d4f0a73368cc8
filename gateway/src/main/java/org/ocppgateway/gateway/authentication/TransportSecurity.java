package org.ocppgateway.gateway.authentication;

/**
 * Protection of a connection between the charge point and the end of TLS.
 *
 * @param certificate of the charge point
 * @param untrustedMark whether a header marks the connection as TLS but comes from no trusted proxy; it counts for nothing and explains a refusal
 */
public record TransportSecurity(Encryption encryption, ClientCertificate certificate, boolean untrustedMark) {

    /** Where TLS ends. */
    public enum Encryption {
        /** There was none. */
        NONE,
        /** The gateway. */
        GATEWAY,
        /** A trusted proxy that marks the connection, by PROXY protocol or a header. */
        TRUSTED_PROXY,
        /** Something in front of a listener that is configured as {@code tls-terminated-in-front}. */
        IN_FRONT
    }

    /** Refuses a certificate without TLS. */
    public TransportSecurity {
        if (encryption == Encryption.NONE && !(certificate instanceof ClientCertificate.None)) {
            throw new IllegalArgumentException("there is no client certificate without TLS");
        }
    }

    /** A plain connection. */
    public static TransportSecurity plain() {
        return new TransportSecurity(Encryption.NONE, new ClientCertificate.None(), false);
    }

    /** A connection with TLS and no client certificate. */
    public static TransportSecurity encrypted(Encryption by) {
        return new TransportSecurity(by, new ClientCertificate.None(), false);
    }

    public boolean isEncrypted() {
        return encryption != Encryption.NONE;
    }
}
