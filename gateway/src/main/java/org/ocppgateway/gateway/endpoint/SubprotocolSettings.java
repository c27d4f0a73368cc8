package org.ocppgateway.gateway.endpoint;

import java.util.Map;
import org.ocppgateway.protocol.OcppVersion;

/**
 * Subprotocols accepted in addition to the registered names.
 *
 * @param defaults version by path prefix, for charge points that offer no subprotocol
 * @param aliases further names of versions, case-insensitive
 */
public record SubprotocolSettings(Map<String, OcppVersion> defaults, Map<String, OcppVersion> aliases) {
    public SubprotocolSettings {
        defaults = Map.copyOf(defaults);
        aliases = Map.copyOf(aliases);
    }
}
