package org.ocppgateway.ops.checks.fuzz;

import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.OcppVersion;

/**
 * A text to be tried.
 *
 * @param action of the frame that it was made of
 */
record FuzzInput(OcppVersion version, Action action, String text) {
    FuzzInput with(String other) {
        return new FuzzInput(version, action, other);
    }
}
