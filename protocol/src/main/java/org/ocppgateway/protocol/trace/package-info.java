/** Recorded OCPP messages as lines of the public OCPP Trace Format 1.1. */
@NullMarked
package org.ocppgateway.protocol.trace;

import org.jspecify.annotations.NullMarked;
