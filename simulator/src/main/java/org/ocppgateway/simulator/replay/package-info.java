/** Replay of recorded sessions (OCPP Trace Format 1.x) against a server. */
@NullMarked
package org.ocppgateway.simulator.replay;

import org.jspecify.annotations.NullMarked;
