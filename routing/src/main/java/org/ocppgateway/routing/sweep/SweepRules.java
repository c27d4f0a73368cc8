package org.ocppgateway.routing.sweep;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.routing.command.CommandState;
import org.ocppgateway.routing.command.Outcome;
import org.ocppgateway.routing.route.FoundRoute;

/** From what is seen of a command to what is done with it. Pure: time comes with the sight. */
final class SweepRules {
    private static final String PERHAPS_SENT = "its pod is gone, and whether it was sent is not known";

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
        Decision decision = sight.abandoned() ? abandoned(sight, state) : new Decision.Wait();
        return decision instanceof Decision.Wait && overdue(sight) ? endOverdue(sight) : decision;
    }

    /** Whether it should have ended long ago. */
    boolean overdue(Sight sight) {
        Instant overdue = sight.dueAt().plus(answerTimeout).plus(settings.overdueGrace());
        CommandState state = sight.state();
        return !sight.here().isBefore(overdue) && (state == null || state.stage() != CommandState.Stage.ENDED);
    }

    private Decision ended(Sight sight, CommandState state) {
        String result = state.result();
        if (result == null || (state.delivered() && !sight.repeated())) {
            return new Decision.Pass();
        }
        if (state.delivered()) {
            return sight.reader() == Sight.Life.DEAD ? new Decision.Deliver(result) : new Decision.Wait();
        }
        Instant since = sight.undeliveredSince();
        boolean patient = since == null || sight.here().isBefore(since.plus(settings.deliveryGrace()));
        return patient ? new Decision.Wait() : new Decision.Deliver(result);
    }

    /** A living pod has had it for longer than it may: whatever went wrong there, the command has to end. */
    private static Decision endOverdue(Sight sight) {
        CommandState state = sight.state();
        boolean sent = state != null && state.sentAt() != null;
        return sent || sight.forgotten()
                ? new Decision.End(Outcome.UNCERTAIN, "no outcome is known long after its deadline")
                : new Decision.End(Outcome.EXPIRED, "it was not sent in time");
    }

    private Decision abandoned(Sight sight, @Nullable CommandState state) {
        boolean sent = state != null && state.sentAt() != null;
        String problem = sight.swept().problem();
        if (problem != null) {
            return invalid(sight, problem, sent);
        }
        boolean resend = sight.swept().command().resend();
        if (sent && !resend) {
            return new Decision.End(Outcome.UNCERTAIN, "the pod that sent it is gone");
        }
        if (sight.forgotten() && !resend) {
            return new Decision.End(Outcome.UNCERTAIN, PERHAPS_SENT);
        }
        return unsent(sight, sent || sight.forgotten());
    }

    /** A malformed record is never sent: if its command was, it repeats a valid one, which decides. */
    private static Decision invalid(Sight sight, String problem, boolean sent) {
        if (sent) {
            return new Decision.Wait();
        }
        return sight.forgotten()
                ? new Decision.End(Outcome.UNCERTAIN, PERHAPS_SENT)
                : new Decision.End(Outcome.INVALID, problem);
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
