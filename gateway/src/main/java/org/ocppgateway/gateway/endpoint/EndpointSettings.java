package org.ocppgateway.gateway.endpoint;

import java.util.List;
import org.ocppgateway.gateway.endpoint.listener.HandshakeSettings;
import org.ocppgateway.gateway.endpoint.listener.ListenerSettings;
import org.ocppgateway.gateway.limit.RateLimit;

/**
 * Settings of the endpoint.
 *
 * @param listeners at least one, with different names
 * @param upgradeRate rate limit of accepted upgrades; further ones are refused
 */
public record EndpointSettings(
        List<ListenerSettings> listeners,
        ProxySettings proxies,
        HandshakeSettings tlsHandshakes,
        UpgradeSettings upgrades,
        RateLimit upgradeRate,
        HeaderLimits headers,
        SocketLimits sockets,
        EndpointThreads threads) {
    public EndpointSettings {
        listeners = List.copyOf(listeners);
    }

    /** Whether TLS ends at a listener. */
    public boolean hasTls() {
        return listeners.stream().anyMatch(listener -> listener.tls() != null);
    }
}
