package org.ocppgateway.gateway.endpoint.listener;

import java.net.SocketAddress;

/**
 * A connection that is refused because of its PROXY protocol header.
 *
 * @param sender address of the peer that connected
 * @param explanation one sentence for the operator of the proxy
 */
public record ProxyFailure(SocketAddress sender, Reason reason, String explanation) {
    /** Reason of the refusal. */
    public enum Reason {
        /** The peer is not in the list of trusted proxies. */
        UNTRUSTED_SENDER,
        /** The first bytes are not a valid header. */
        INVALID_HEADER,
        /** No complete header arrived in time. */
        TIMED_OUT
    }
}
