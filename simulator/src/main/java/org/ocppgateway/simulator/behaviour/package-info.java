/**
 * How a charge point behaves, as state machines without socket, thread or clock: they react to what happens, and say what
 * to send and when to be woken. What differs between OCPP versions is behind {@link
 * org.ocppgateway.simulator.behaviour.Dialect}.
 *
 * <p>All times are nanoseconds since the epoch, given in with every call.
 */
@NullMarked
package org.ocppgateway.simulator.behaviour;

import org.jspecify.annotations.NullMarked;
