package org.ocppgateway.simulator.behaviour;

import java.util.Locale;

/** What a driver identifies with. Compared without regard to case (OCPP 1.6, CiString). */
public record IdToken(String value) {

    @Override
    public boolean equals(Object other) {
        return other instanceof IdToken token && value.equalsIgnoreCase(token.value);
    }

    @Override
    public int hashCode() {
        return value.toLowerCase(Locale.ROOT).hashCode();
    }
}
