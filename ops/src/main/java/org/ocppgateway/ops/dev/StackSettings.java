package org.ocppgateway.ops.dev;

import java.nio.file.Path;
import org.ocppgateway.simulator.fleet.VersionMix;

/**
 * What a development stack is made of.
 *
 * @param chargePoints how many are simulated; 0 for none
 * @param versions which of them speaks which OCPP version
 * @param directory for data, logs and what is written for the run; exists
 * @param keepsData whether Kafka and Redis have their data again the next time
 */
record StackSettings(Addresses addresses, int chargePoints, VersionMix versions, Path directory, boolean keepsData) {}
