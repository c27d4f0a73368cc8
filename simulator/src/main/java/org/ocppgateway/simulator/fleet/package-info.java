/** Fleets of charge points: start at a configured rate, connection to the network, and stop with a deadline. */
@NullMarked
package org.ocppgateway.simulator.fleet;

import org.jspecify.annotations.NullMarked;
