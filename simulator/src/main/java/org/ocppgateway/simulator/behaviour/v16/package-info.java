/** OCPP 1.6 behaviour of a charge point. */
@NullMarked
package org.ocppgateway.simulator.behaviour.v16;

import org.jspecify.annotations.NullMarked;
