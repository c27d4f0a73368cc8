/** Many charge points at once: starts them at a pace, connects their behaviour to the network, ends them in time. */
@NullMarked
package org.ocppgateway.simulator.fleet;

import org.jspecify.annotations.NullMarked;
