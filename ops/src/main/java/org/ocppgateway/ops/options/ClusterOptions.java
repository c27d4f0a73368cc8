package org.ocppgateway.ops.options;

import picocli.CommandLine.Option;

/** {@code --gateways} and {@code --charge-points}: the size of a cluster and of its simulated fleet. */
public final class ClusterOptions {
    @Option(
            names = "--gateways",
            paramLabel = "N",
            description = "number of gateway processes (default: ${DEFAULT-VALUE})")
    private int gateways;

    @Option(
            names = {"-n", "--charge-points"},
            paramLabel = "N",
            description = "number of charge points (default: ${DEFAULT-VALUE})")
    private int chargePoints;

    /** Creates the options with their defaults. */
    public ClusterOptions(int gateways, int chargePoints) {
        this.gateways = gateways;
        this.chargePoints = chargePoints;
    }

    public int gateways() {
        return gateways;
    }

    public int chargePoints() {
        return chargePoints;
    }
}
