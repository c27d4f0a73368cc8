package org.ocppgateway.gateway.endpoint.listener;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.tls.TlsSettings;

/**
 * Settings of one listener.
 *
 * @param name key in the configuration; names the listener in logs and metrics
 * @param port 0 selects a free port
 * @param proxyProtocol whether every connection starts with a PROXY protocol header; only trusted proxies may connect then
 * @param tlsTerminatedInFront whether connections without TLS count as encrypted, because TLS ends in front of this listener
 * @param tls null without TLS
 */
public record ListenerSettings(
        String name,
        String bindAddress,
        int port,
        boolean proxyProtocol,
        boolean tlsTerminatedInFront,
        @Nullable TlsSettings tls) {

    /** A listener without TLS and proxy. */
    public static ListenerSettings plain(String name, String bindAddress, int port) {
        return new ListenerSettings(name, bindAddress, port, false, false, null);
    }
}
