package org.ocppgateway.simulator.behaviour;

/** Reason for the end of a transaction, with the OCPP 1.6 name. */
public enum StopReason {
    LOCAL("Local"),
    REMOTE("Remote"),
    DE_AUTHORIZED("DeAuthorized"),
    UNLOCK_COMMAND("UnlockCommand"),
    SOFT_RESET("SoftReset"),
    HARD_RESET("HardReset");

    private final String ocppName;

    StopReason(String ocppName) {
        this.ocppName = ocppName;
    }

    public String ocppName() {
        return ocppName;
    }
}
