package org.ocppgateway.simulator.behaviour;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a charge point differs from a well-behaved one. */
public enum Persona {
    /** After a while its path is dead: it neither sends nor reads, and nobody is told. */
    SILENT,
    /** It goes on sending, but never reads. */
    SLOW_READER,
    /** It sends CALLs as fast as it can and waits for no answer. */
    FLOODER,
    /** It loses its connection every few seconds. */
    FLAPPING,
    /** It sends what is no OCPP in between. */
    MALFORMED,
    /** Its clock is wrong by up to a year; otherwise it behaves. */
    CLOCK_SKEW;

    /** As people write it, for example {@code slow-reader}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Persona> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(persona -> persona.label().equals(label))
                .findFirst();
    }

    /** Whether nothing can be expected of its connection. */
    public boolean isTroublemaker() {
        return this != CLOCK_SKEW;
    }
}
