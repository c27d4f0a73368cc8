package org.ocppgateway.routing.sweep;

import org.ocppgateway.routing.command.Outcome;
import org.ocppgateway.routing.route.FoundRoute;

/** What the sweeper does with a command after a look at it. */
sealed interface SweepAction {
    /** Nothing more: it has ended and its result was delivered. */
    record Done() implements SweepAction {}

    /** Look again later. */
    record Wait() implements SweepAction {}

    /** Deliver the result that is stored. */
    record Deliver(String result) implements SweepAction {}

    /** End it, if it still is as it was seen. */
    record End(Outcome outcome, String reason) implements SweepAction {}

    /** Hand it to the pod that has its charge point now. */
    record Forward(FoundRoute route) implements SweepAction {}
}
