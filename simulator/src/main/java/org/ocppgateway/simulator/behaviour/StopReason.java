package org.ocppgateway.simulator.behaviour;

/** Why a transaction ended, in the words of OCPP 1.6. */
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
