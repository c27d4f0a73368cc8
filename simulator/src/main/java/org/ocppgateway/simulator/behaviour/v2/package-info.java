/** OCPP 2.0.1 and 2.1 behaviour of a charge point. */
@NullMarked
package org.ocppgateway.simulator.behaviour.v2;

import org.jspecify.annotations.NullMarked;
