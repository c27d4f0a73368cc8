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

    SweepAction decide(CommandSnapshot snapshot) {
        CommandState state = snapshot.state();
        if (state != null && state.stage() == CommandState.Stage.ENDED) {
            return ended(snapshot, state);
        }
        SweepAction decision = snapshot.abandoned() ? abandoned(snapshot, state) : new SweepAction.Wait();
        return decision instanceof SweepAction.Wait && overdue(snapshot) ? endOverdue(snapshot) : decision;
    }

    /** Whether it should have ended long ago. */
    boolean overdue(CommandSnapshot snapshot) {
        Instant overdue = snapshot.dueAt().plus(answerTimeout).plus(settings.overdueGrace());
        CommandState state = snapshot.state();
        return !snapshot.monotonicNow().isBefore(overdue)
                && (state == null || state.stage() != CommandState.Stage.ENDED);
    }

    private SweepAction ended(CommandSnapshot snapshot, CommandState state) {
        String result = state.result();
        if (result == null || (state.delivered() && !snapshot.repeated())) {
            return new SweepAction.Done();
        }
        if (state.delivered()) {
            return snapshot.reader() == CommandSnapshot.Liveness.DEAD
                    ? new SweepAction.Deliver(result)
                    : new SweepAction.Wait();
        }
        Instant since = snapshot.undeliveredSince();
        boolean patient = since == null || snapshot.monotonicNow().isBefore(since.plus(settings.deliveryGrace()));
        return patient ? new SweepAction.Wait() : new SweepAction.Deliver(result);
    }

    /** A living pod has had it for longer than it may: whatever went wrong there, the command has to end. */
    private static SweepAction endOverdue(CommandSnapshot snapshot) {
        CommandState state = snapshot.state();
        boolean sent = state != null && state.sentAt() != null;
        return sent || snapshot.stateLost()
                ? new SweepAction.End(Outcome.UNCERTAIN, "no outcome is known long after its deadline")
                : new SweepAction.End(Outcome.EXPIRED, "it was not sent in time");
    }

    private SweepAction abandoned(CommandSnapshot snapshot, @Nullable CommandState state) {
        boolean sent = state != null && state.sentAt() != null;
        String problem = snapshot.swept().problem();
        if (problem != null) {
            return invalid(snapshot, problem, sent);
        }
        boolean resend = snapshot.swept().command().resend();
        if (sent && !resend) {
            return new SweepAction.End(Outcome.UNCERTAIN, "the pod that sent it is gone");
        }
        if (snapshot.stateLost() && !resend) {
            return new SweepAction.End(Outcome.UNCERTAIN, PERHAPS_SENT);
        }
        return unsent(snapshot, sent || snapshot.stateLost());
    }

    /** A malformed record is never sent: if its command was, it repeats a valid one, which decides. */
    private static SweepAction invalid(CommandSnapshot snapshot, String problem, boolean sent) {
        if (sent) {
            return new SweepAction.Wait();
        }
        return snapshot.stateLost()
                ? new SweepAction.End(Outcome.UNCERTAIN, PERHAPS_SENT)
                : new SweepAction.End(Outcome.INVALID, problem);
    }

    /** It may be sent; what is left is to find the charge point in time. */
    private SweepAction unsent(CommandSnapshot snapshot, boolean sentBefore) {
        if (!snapshot.now().isBefore(snapshot.swept().expiresAt())) {
            return new SweepAction.End(sentBefore ? Outcome.UNCERTAIN : Outcome.EXPIRED, "the pod it was for is gone");
        }
        FoundRoute route = snapshot.route();
        if (route != null && snapshot.swept().taken().hops() == 0) {
            return new SweepAction.Forward(route);
        }
        Instant since = snapshot.abandonedSince();
        if (route == null
                && (since == null || snapshot.monotonicNow().isBefore(since.plus(settings.reconnectHold())))) {
            return new SweepAction.Wait();
        }
        return new SweepAction.End(
                sentBefore ? Outcome.UNCERTAIN : Outcome.NOT_CONNECTED,
                route == null
                        ? "the pod it was for is gone, and the charge point did not come back in time"
                        : "the pod it was forwarded to is gone");
    }
}
