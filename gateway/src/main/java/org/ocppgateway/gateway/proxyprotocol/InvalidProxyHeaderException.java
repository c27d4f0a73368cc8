package org.ocppgateway.gateway.proxyprotocol;

/** Bytes that are no PROXY protocol header, or a header that breaks a rule. The message says which and holds none of the bytes. */
public final class InvalidProxyHeaderException extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidProxyHeaderException(String problem) {
        super(problem);
    }
}
