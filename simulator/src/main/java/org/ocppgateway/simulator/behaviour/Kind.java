package org.ocppgateway.simulator.behaviour;

import org.ocppgateway.simulator.measure.Tally;

/** What all charge points of one kind share. */
public record Kind(Dialect dialect, Profile profile, Tally tally) {}
