package org.ocppgateway.routing.sweep;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.routing.command.CommandState;
import org.ocppgateway.routing.command.Outcome;
import org.ocppgateway.routing.route.FoundRoute;

/** From what is seen of a command to what is done with it. Pure: time comes with the sight. */
final class SweepRules {
    private final SweepSettings settings;
    private final Duration answerTimeout;

    /** @param answerTimeout how long a charge point has for its answer */
    SweepRules(SweepSettings settings, Duration answerTimeout) {
        this.settings = settings;
        this.answerTimeout = answerTimeout;
    }

    Decision decide(Sight sight) {
        CommandState state = sight.state();
        if (state != null && state.stage() == CommandState.Stage.ENDED) {
            return ended(sight, state);
        }
        if (!sight.allRead()) {
            return new Decision.Wait();
        }
        if (sight.abandoned()) {
            return abandoned(sight, state);
        }
        return overdue(sight) ? endOverdue(sight) : new Decision.Wait();
    }

    /** Whether it should have ended long ago: counted here from when it was read, as a clock may be wrong. */
    boolean overdue(Sight sight) {
        SweptCommand swept = sight.swept();
        Duration validity = Duration.between(swept.taken().producedAt(), swept.expiresAt());
        Instant overdue = sight.heldSince()
                .plus(validity.isNegative() ? Duration.ZERO : validity)
                .plus(answerTimeout)
                .plus(settings.overdueGrace());
        CommandState state = sight.state();
        return !sight.here().isBefore(overdue) && (state == null || state.stage() != CommandState.Stage.ENDED);
    }

    private Decision ended(Sight sight, CommandState state) {
        String result = state.result();
        if (state.delivered() || result == null) {
            return new Decision.Pass();
        }
        Instant since = sight.undeliveredSince();
        boolean patient = since == null || sight.here().isBefore(since.plus(settings.deliveryGrace()));
        return patient ? new Decision.Wait() : new Decision.Deliver(result);
    }

    /** A living pod has had it for longer than it may: whatever went wrong there, the command has to end. */
    private static Decision endOverdue(Sight sight) {
        CommandState state = sight.state();
        boolean sent = state != null && state.sentAt() != null;
        return sent || sight.perhapsSent()
                ? new Decision.End(Outcome.UNCERTAIN, "no outcome is known long after its deadline")
                : new Decision.End(Outcome.EXPIRED, "it was not sent in time");
    }

    private Decision abandoned(Sight sight, @Nullable CommandState state) {
        String problem = sight.swept().problem();
        if (problem != null) {
            return new Decision.End(Outcome.INVALID, problem);
        }
        boolean resend = sight.swept().command().resend();
        boolean sent = state != null && state.sentAt() != null;
        if (sent && !resend) {
            return new Decision.End(Outcome.UNCERTAIN, "the pod that sent it is gone");
        }
        if (sight.perhapsSent() && !resend) {
            return new Decision.End(Outcome.UNCERTAIN, "its pod is gone, and whether it was sent is not known");
        }
        return unsent(sight, sent || sight.perhapsSent());
    }

    /** It may be sent; what is left is to find the charge point in time. */
    private Decision unsent(Sight sight, boolean sentBefore) {
        if (!sight.now().isBefore(sight.swept().expiresAt())) {
            return new Decision.End(sentBefore ? Outcome.UNCERTAIN : Outcome.EXPIRED, "the pod it was for is gone");
        }
        FoundRoute route = sight.route();
        if (route != null && sight.swept().taken().hops() == 0) {
            return new Decision.Forward(route);
        }
        Instant since = sight.abandonedSince();
        if (route == null && (since == null || sight.here().isBefore(since.plus(settings.reconnectHold())))) {
            return new Decision.Wait();
        }
        return new Decision.End(
                sentBefore ? Outcome.UNCERTAIN : Outcome.NOT_CONNECTED,
                route == null
                        ? "the pod it was for is gone, and the charge point did not come back in time"
                        : "the pod it was forwarded to is gone");
    }
}
