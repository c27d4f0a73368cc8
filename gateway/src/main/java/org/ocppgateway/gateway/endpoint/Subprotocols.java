package org.ocppgateway.gateway.endpoint;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.OcppVersion;

/** The WebSocket subprotocols that are spoken, by their names without regard to case. Immutable. */
final class Subprotocols {
    private final Map<String, OcppVersion> versions = new HashMap<>();
    private final Map<String, OcppVersion> defaults;

    /** @param spoken versions; aliases of others are not spoken either */
    Subprotocols(SubprotocolSettings settings, Set<OcppVersion> spoken) {
        spoken.forEach(version -> versions.put(lowerCase(version.subprotocol()), version));
        settings.aliases().forEach((name, version) -> {
            if (spoken.contains(version)) {
                versions.put(lowerCase(name), version);
            }
        });
        this.defaults = settings.defaults();
    }

    /**
     * What was agreed on.
     *
     * @param name as it was offered; null if none was, as a client fails that is answered what it did not offer
     */
    record Agreed(@Nullable String name, OcppVersion version) {}

    /**
     * The first of the names offered that is spoken: the client lists them in its order of preference. Of a client that offers none, what
     * is configured for the path.
     */
    Optional<Agreed> agree(List<String> offered, String pathPrefix) {
        if (offered.isEmpty()) {
            return Optional.ofNullable(defaults.get(pathPrefix)).map(version -> new Agreed(null, version));
        }
        for (String name : offered) {
            OcppVersion version = versions.get(lowerCase(name));
            if (version != null) {
                return Optional.of(new Agreed(name, version));
            }
        }
        return Optional.empty();
    }

    private static String lowerCase(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
