/** Tests of the charge point behaviour with a hand-driven clock. */
@NullMarked
package org.ocppgateway.simulator.behaviour;

import org.jspecify.annotations.NullMarked;
