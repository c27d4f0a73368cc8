/**
 * Takeover decisions: whether a new connection of a charge point replaces its existing session. The pod that owns the session decides
 * ({@link org.ocppgateway.gateway.takeover.TakeoverArbiter}); the pod that accepts the new connection asks it
 * ({@link org.ocppgateway.gateway.takeover.TakeoverCoordinator}).
 */
@NullMarked
package org.ocppgateway.gateway.takeover;

import org.jspecify.annotations.NullMarked;
