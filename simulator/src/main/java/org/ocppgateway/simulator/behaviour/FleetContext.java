package org.ocppgateway.simulator.behaviour;

import org.ocppgateway.simulator.measure.FleetCounters;

/** Shared state of all charge points of a fleet with the same OCPP version. */
public record FleetContext(Dialect dialect, BehaviourSettings behaviour, FleetCounters counters) {}
