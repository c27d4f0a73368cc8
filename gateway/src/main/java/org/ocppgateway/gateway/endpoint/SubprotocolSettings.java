package org.ocppgateway.gateway.endpoint;

import java.util.Map;
import org.ocppgateway.protocol.OcppVersion;

/**
 * What charge points may offer beside the names of the standard.
 *
 * @param defaults by path prefix: the version of a charge point that offers no subprotocol at all
 * @param aliases other names of versions, compared without regard to case
 */
public record SubprotocolSettings(Map<String, OcppVersion> defaults, Map<String, OcppVersion> aliases) {
    public SubprotocolSettings {
        defaults = Map.copyOf(defaults);
        aliases = Map.copyOf(aliases);
    }
}
