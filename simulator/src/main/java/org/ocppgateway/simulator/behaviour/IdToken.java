package org.ocppgateway.simulator.behaviour;

import java.util.Locale;

/**
 * What a driver identifies with. Compared without regard to case (OCPP 1.6, CiString).
 *
 * @param type in the words of OCPP 2.x; there are no types before
 */
public record IdToken(String value, String type) {
    private static final String CARD = "ISO14443";

    /** A card held to the reader. */
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
