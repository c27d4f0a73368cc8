/** The sweeper's rules and its work over a fleet of pods, in memory, with a hand-driven clock. */
@NullMarked
package org.ocppgateway.routing.sweep;

import org.jspecify.annotations.NullMarked;
