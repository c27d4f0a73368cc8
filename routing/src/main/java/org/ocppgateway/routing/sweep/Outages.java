package org.ocppgateway.routing.sweep;

import java.time.Instant;
import java.util.Optional;
import org.ocppgateway.routing.route.RoutesUnavailableException;

/** What is remembered across pods about outages of what keeps the states of commands. Called by any number of virtual threads. */
@FunctionalInterface
public interface Outages {

    /** Until when any pod last saw it out, as far as it was told; empty if none did for as long as a command is remembered. */
    Optional<Instant> last() throws RoutesUnavailableException, InterruptedException;
}
