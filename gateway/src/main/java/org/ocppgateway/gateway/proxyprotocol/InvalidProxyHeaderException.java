package org.ocppgateway.gateway.proxyprotocol;

/**
 * Bytes that are not a PROXY protocol header, or a header that breaks a rule. The message names the rule and contains none of the bytes.
 */
public final class InvalidProxyHeaderException extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidProxyHeaderException(String problem) {
        super(problem);
    }
}
