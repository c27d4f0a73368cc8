package org.ocppgateway.routing.sweep;

import org.ocppgateway.routing.command.Outcome;
import org.ocppgateway.routing.route.FoundRoute;

/** What the sweeper does with a command after a look at it. */
sealed interface Decision {
    /** Nothing more: it has ended and its result was delivered. */
    record Pass() implements Decision {}

    /** Look again later. */
    record Wait() implements Decision {}

    /** Deliver the result that is stored. */
    record Deliver(String result) implements Decision {}

    /** End it, if it still is as it was seen. */
    record End(Outcome outcome, String reason) implements Decision {}

    /** Hand it to the pod that has its charge point now. */
    record Forward(FoundRoute route) implements Decision {}
}
