package org.ocppgateway.ops.dev;

import java.nio.file.Path;
import org.ocppgateway.simulator.fleet.VersionMix;

/**
 * Settings of a development stack.
 *
 * @param chargePoints number of simulated charge points; 0 for none
 * @param versions distribution of OCPP versions
 * @param directory existing directory for data, logs and generated configuration
 * @param keepsData whether Kafka and Redis keep their data for the next start
 */
record StackSettings(Addresses addresses, int chargePoints, VersionMix versions, Path directory, boolean keepsData) {}
