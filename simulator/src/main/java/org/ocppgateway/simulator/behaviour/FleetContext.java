package org.ocppgateway.simulator.behaviour;

import org.ocppgateway.simulator.measure.FleetCounters;

/** What all charge points of one kind share. */
public record FleetContext(Dialect dialect, BehaviourSettings behaviour, FleetCounters counters) {}
