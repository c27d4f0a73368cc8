package org.ocppgateway.simulator.behaviour;

import java.util.Locale;

/**
 * Token that identifies a driver. The comparison ignores case (OCPP 1.6, CiString).
 *
 * @param type token type of OCPP 2.x; OCPP 1.6 has no types
 */
public record IdToken(String value, String type) {
    private static final String CARD = "ISO14443";

    /** Creates the token of an RFID card. */
    public IdToken(String value) {
        this(value, CARD);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IdToken token && value.equalsIgnoreCase(token.value);
    }

    @Override
    public int hashCode() {
        return value.toLowerCase(Locale.ROOT).hashCode();
    }
}
