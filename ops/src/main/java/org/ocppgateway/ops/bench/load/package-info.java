/**
 * Charge points that do nothing but call: load for the closed loops, on the simulator's network stack, without a charge point's
 * behaviour. Whoever wants to see a fleet behave takes the simulator.
 */
@NullMarked
package org.ocppgateway.ops.bench.load;

import org.jspecify.annotations.NullMarked;
