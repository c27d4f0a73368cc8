package org.ocppgateway.simulator.behaviour;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Deviation of a charge point from standard behaviour. */
public enum Persona {
    /** After some time the charge point neither sends nor reads. The connection stays open. */
    SILENT,
    /** The charge point sends but never reads. */
    SLOW_READER,
    /** The charge point sends CALLs as fast as possible and does not wait for answers. */
    FLOODER,
    /** The charge point drops its connection every few seconds. */
    FLAPPING,
    /** The charge point sends invalid OCPP messages from time to time. */
    MALFORMED,
    /** The clock of the charge point is wrong by up to a year. The behaviour is otherwise standard. */
    CLOCK_SKEW;

    /** Name on the command line, for example {@code slow-reader}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Persona> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(persona -> persona.label().equals(label))
                .findFirst();
    }

    /** Returns whether no expectation applies to this charge point. */
    public boolean isTroublemaker() {
        return this != CLOCK_SKEW;
    }
}
