package org.ocppgateway.gateway.config;

import static org.ocppgateway.gateway.config.Ranges.HOUR;
import static org.ocppgateway.gateway.config.Ranges.MAX_COUNT;
import static org.ocppgateway.gateway.config.Ranges.MIB;
import static org.ocppgateway.gateway.config.Ranges.MILLISECOND;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.ocppgateway.gateway.endpoint.EndpointSettings;
import org.ocppgateway.gateway.endpoint.EndpointThreads;
import org.ocppgateway.gateway.endpoint.HeaderLimits;
import org.ocppgateway.gateway.endpoint.SocketLimits;
import org.ocppgateway.gateway.endpoint.SubprotocolSettings;
import org.ocppgateway.gateway.endpoint.UpgradeSettings;
import org.ocppgateway.gateway.limit.AutomaticLimits;
import org.ocppgateway.gateway.tls.StaleRevocation;
import org.ocppgateway.protocol.OcppVersion;

/** Maps section {@code endpoint}; {@link ListenerMapping} its listeners. */
final class EndpointMapping {
    private EndpointMapping() {}

    static EndpointSettings read(Section endpoint, Section security) {
        ListenerMapping listeners =
                new ListenerMapping(endpoint, security.word("stale-revocation", StaleRevocation.class));
        return new EndpointSettings(
                listeners.listeners(),
                listeners.proxies(),
                listeners.handshakes(),
                upgrades(endpoint),
                endpoint.rate("upgrades-per-second", "upgrade-burst"),
                new HeaderLimits(
                        endpoint.bytes("max-header-size", 1024, MIB), endpoint.integer("max-headers", 10, 1000)),
                new SocketLimits(
                        endpoint.bytes("socket-buffer", 4096, 16 * MIB),
                        endpoint.integer("accept-queue", 1, 65_535),
                        endpoint.orAuto(
                                "max-sockets", AutomaticLimits::sockets, key -> endpoint.integer(key, 1, MAX_COUNT))),
                new EndpointThreads(
                        endpoint.integer("selectors", 1, 64),
                        endpoint.integer("max-concurrent-tasks", 100, MAX_COUNT)));
    }

    private static UpgradeSettings upgrades(Section endpoint) {
        return new UpgradeSettings(
                endpoint.texts("path-prefixes"),
                new SubprotocolSettings(
                        versions(endpoint, "default-subprotocols"), versions(endpoint, "subprotocol-aliases")),
                Set.copyOf(endpoint.texts("allowed-origins")),
                endpoint.integer("max-compressed-connections", 0, MAX_COUNT),
                endpoint.duration("handshake-timeout", MILLISECOND, HOUR),
                endpoint.duration("retry-after", Duration.ofSeconds(1), HOUR));
    }

    /** Reads an object whose values are registered subprotocols. */
    private static Map<String, OcppVersion> versions(Section endpoint, String key) {
        Map<String, OcppVersion> versions = new HashMap<>();
        endpoint.properties(key)
                .forEach((name, subprotocol) -> OcppVersion.ofSubprotocol(subprotocol)
                        .ifPresentOrElse(
                                version -> versions.put(name, version),
                                () -> endpoint.problem(
                                        key, "there is no subprotocol " + subprotocol + " (for " + name + ")")));
        return versions;
    }
}
