package org.ocppgateway.gateway.endpoint.listener;

/** Receives each connection that is refused because of its PROXY protocol header. */
@FunctionalInterface
public interface ProxyFailureListener {
    /** Called once per refused connection, on a thread of the endpoint: must not block. */
    void onProxyFailure(ProxyFailure failure);
}
