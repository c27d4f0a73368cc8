package org.ocppgateway.simulator.behaviour;

/** Why a charge point boots. */
public enum BootReason {
    POWER_UP,
    REMOTE_RESET,
    /** It does not: it was only asked to say so again. */
    TRIGGERED
}
