package org.ocppgateway.simulator.behaviour;

/** Connector status, with the finer-grained values of OCPP 1.6. */
public enum ConnectorStatus {
    AVAILABLE("Available"),
    PREPARING("Preparing"),
    CHARGING("Charging"),
    FINISHING("Finishing"),
    RESERVED("Reserved"),
    UNAVAILABLE("Unavailable");

    private final String ocppName;

    ConnectorStatus(String ocppName) {
        this.ocppName = ocppName;
    }

    public String ocppName() {
        return ocppName;
    }
}
