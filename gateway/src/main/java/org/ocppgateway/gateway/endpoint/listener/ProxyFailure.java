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
        UNTRUSTED_SENDER(
                "Connect through the proxy. If the sender is the proxy, add its address to endpoint.trusted-proxies."),
        /** The first bytes are not a valid header. */
        INVALID_HEADER("Switch on the PROXY protocol in the proxy, or set proxy-protocol = false for this listener."),
        /** No complete header arrived in time. */
        TIMED_OUT("Switch on the PROXY protocol in the proxy, and check the network between it and the gateway.");

        private final String suggestion;

        Reason(String suggestion) {
            this.suggestion = suggestion;
        }

        /** Advice for an installer. */
        public String suggestion() {
            return suggestion;
        }
    }
}
