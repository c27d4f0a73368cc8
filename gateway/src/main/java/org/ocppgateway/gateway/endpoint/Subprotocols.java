package org.ocppgateway.gateway.endpoint;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.OcppVersion;

/** Negotiates the WebSocket subprotocol, which selects the OCPP version. Names are case-insensitive. Immutable. */
final class Subprotocols {
    private final Map<String, OcppVersion> versions = new HashMap<>();
    private final Map<String, OcppVersion> defaults;

    /** @param supported versions; aliases of other versions are ignored */
    Subprotocols(SubprotocolSettings settings, Set<OcppVersion> supported) {
        supported.forEach(version -> versions.put(lowerCase(version.subprotocol()), version));
        settings.aliases().forEach((name, version) -> {
            if (supported.contains(version)) {
                versions.put(lowerCase(name), version);
            }
        });
        this.defaults = settings.defaults();
    }

    /**
     * A negotiated subprotocol.
     *
     * @param name as the client offered it; null if it offered none. A client fails on a subprotocol that it did not offer
     */
    record Negotiated(@Nullable String name, OcppVersion version) {}

    /**
     * Selects the first supported name, because the client lists names in order of preference. If the client offers no name, the default
     * version of the path prefix applies.
     */
    Optional<Negotiated> negotiate(List<String> offered, String pathPrefix) {
        if (offered.isEmpty()) {
            return Optional.ofNullable(defaults.get(pathPrefix)).map(version -> new Negotiated(null, version));
        }
        for (String name : offered) {
            OcppVersion version = versions.get(lowerCase(name));
            if (version != null) {
                return Optional.of(new Negotiated(sharedText(name, version), version));
            }
        }
        return Optional.empty();
    }

    /** The accepted names in lower case, sorted. */
    List<String> names() {
        return versions.keySet().stream().sorted().toList();
    }

    /** Jetty keeps the name as long as the connection: with the usual name, all connections share one String (40 B each). */
    private static String sharedText(String name, OcppVersion version) {
        return name.equals(version.subprotocol()) ? version.subprotocol() : name;
    }

    private static String lowerCase(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
