package org.ocppgateway.ops.checks.fuzz;

import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.OcppVersion;

/**
 * Input of the pipeline.
 *
 * @param action action of the original frame
 */
record FuzzInput(OcppVersion version, Action action, String text) {
    FuzzInput with(String other) {
        return new FuzzInput(version, action, other);
    }
}
