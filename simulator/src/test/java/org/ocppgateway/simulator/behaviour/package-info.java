/** The behaviour of a charge point, by a clock in the hand of the test. */
@NullMarked
package org.ocppgateway.simulator.behaviour;

import org.jspecify.annotations.NullMarked;
