/**
 * Two connections with one identity: whether the one that comes takes over from the one that is there. The pod that has the session
 * decides ({@link org.ocppgateway.gateway.takeover.TakeoverArbiter}), the pod to which the newcomer comes asks it
 * ({@link org.ocppgateway.gateway.takeover.TakeoverCoordinator}).
 */
@NullMarked
package org.ocppgateway.gateway.takeover;

import org.jspecify.annotations.NullMarked;
