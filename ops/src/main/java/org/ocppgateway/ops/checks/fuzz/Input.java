package org.ocppgateway.ops.checks.fuzz;

import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.OcppVersion;

/**
 * A text to be tried.
 *
 * @param action of the frame that it was made of
 */
record Input(OcppVersion version, Action action, String text) {
    Input with(String other) {
        return new Input(version, action, other);
    }
}
