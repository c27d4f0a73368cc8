/** OCPP 2.0.1 and 2.1 as a charge point speaks them. */
@NullMarked
package org.ocppgateway.simulator.behaviour.v2;

import org.jspecify.annotations.NullMarked;
