package org.ocppgateway.protocol;

import java.util.Optional;

/** OCPP version that the gateway supports. Each connection negotiates its own version, so a charge point has no fixed one. */
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

    /** Returns the version number as events contain it, for example {@code 2.0.1}. */
    public String label() {
        return label;
    }

    /** Returns the registered WebSocket subprotocol name, for example {@code ocpp2.0.1}. */
    public String subprotocol() {
        return subprotocol;
    }

    /** Returns the version with exactly this subprotocol name. Other spellings and {@code ocpp2.0} give an empty result. */
    public static Optional<OcppVersion> ofSubprotocol(String name) {
        for (OcppVersion version : values()) {
            if (version.subprotocol.equals(name)) {
                return Optional.of(version);
            }
        }
        return Optional.empty();
    }
}
