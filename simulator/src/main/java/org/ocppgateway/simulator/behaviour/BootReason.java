package org.ocppgateway.simulator.behaviour;

/** Reason of a BootNotification. */
public enum BootReason {
    POWER_UP,
    REMOTE_RESET,
    /** The charge point does not reboot. A TriggerMessage requested the BootNotification. */
    TRIGGERED
}
