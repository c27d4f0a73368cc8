package org.ocppgateway.protocol;

import java.util.Optional;

/** An OCPP version the gateway speaks. It belongs to a connection, never to a charge point. */
public enum OcppVersion {
    V1_6("1.6"),
    V2_0_1("2.0.1"),
    V2_1("2.1");

    private final String label;
    private final String subprotocol;

    OcppVersion(String label) {
        this.label = label;
        this.subprotocol = "ocpp" + label;
    }

    /** The version as people write it and as events carry it, for example {@code 2.0.1}. */
    public String label() {
        return label;
    }

    /** The registered WebSocket subprotocol name, for example {@code ocpp2.0.1}. */
    public String subprotocol() {
        return subprotocol;
    }

    /** The version with exactly this subprotocol name; {@code ocpp2.0} and other spellings are none of ours. */
    public static Optional<OcppVersion> ofSubprotocol(String name) {
        for (OcppVersion version : values()) {
            if (version.subprotocol.equals(name)) {
                return Optional.of(version);
            }
        }
        return Optional.empty();
    }
}
