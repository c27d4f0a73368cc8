/**
 * Behaviour of a charge point as event-driven state machines without sockets, threads or clock. {@link
 * org.ocppgateway.simulator.behaviour.Dialect} contains the differences between OCPP versions.
 *
 * <p>All times are nanoseconds since the Unix epoch and are arguments of every call.
 */
@NullMarked
package org.ocppgateway.simulator.behaviour;

import org.jspecify.annotations.NullMarked;
