package org.ocppgateway.simulator.behaviour;

/** The states of a connector, in the richer set of OCPP 1.6. */
public enum ConnectorStatus {
    AVAILABLE("Available"),
    PREPARING("Preparing"),
    CHARGING("Charging"),
    FINISHING("Finishing"),
    RESERVED("Reserved"),
    UNAVAILABLE("Unavailable");

    private final String word;

    ConnectorStatus(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
