/**
 * Charge points that only send CALLs: load for the closed loops, on the simulator's network stack. For realistic
 * behaviour use the simulator.
 */
@NullMarked
package org.ocppgateway.ops.bench.load;

import org.jspecify.annotations.NullMarked;
