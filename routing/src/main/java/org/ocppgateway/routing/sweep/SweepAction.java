package org.ocppgateway.routing.sweep;

import org.ocppgateway.routing.command.Outcome;
import org.ocppgateway.routing.route.FoundRoute;

/** The action of the sweeper after a check of a command. */
sealed interface SweepAction {
    /** None: the command has ended and its result was delivered. */
    record Done() implements SweepAction {}

    /** Check again later. */
    record Wait() implements SweepAction {}

    /** Publish the stored result. */
    record Deliver(String result) implements SweepAction {}

    /** End the command if its state is unchanged. */
    record End(Outcome outcome, String reason) implements SweepAction {}

    /** Forward the command to the pod that has its charge point now. */
    record Forward(FoundRoute route) implements SweepAction {}
}
