package org.ocppgateway.gateway.tls;

/** Receives each failed TLS connection. */
@FunctionalInterface
public interface TlsFailureListener {
    /** Called once per failed connection, on a thread of the endpoint: must not block. */
    void onTlsFailure(TlsFailure failure);
}
