/** OCPP 1.6 as a charge point speaks it. */
@NullMarked
package org.ocppgateway.simulator.behaviour.v16;

import org.jspecify.annotations.NullMarked;
