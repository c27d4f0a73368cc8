package org.ocppgateway.gateway.endpoint.listener;

/** Gets every connection refused at its PROXY protocol header. */
@FunctionalInterface
public interface ProxyFailureListener {
    /** Called once per refused connection, on a thread of the endpoint: must not block. */
    void onProxyFailure(ProxyFailure failure);
}
