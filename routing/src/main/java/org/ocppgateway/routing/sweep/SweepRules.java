package org.ocppgateway.routing.sweep;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.routing.command.CommandState;
import org.ocppgateway.routing.command.Outcome;
import org.ocppgateway.routing.route.FoundRoute;

/** Decides the action for a snapshot of a command. Pure: times are part of the snapshot. */
final class SweepRules {
    private static final String PERHAPS_SENT = "its pod is dead; whether the command was sent is unknown";

    private final SweepSettings settings;
    private final Duration answerTimeout;

    /** @param answerTimeout maximum wait for a charge point's answer */
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

    /** Returns whether the command should have ended long ago. */
    boolean overdue(CommandSnapshot snapshot) {
        Instant overdue = snapshot.times()
                .dueAt()
                .plus(answerTimeout)
                .plus(settings.grace().overdue());
        CommandState state = snapshot.state();
        return !snapshot.times().monotonicNow().isBefore(overdue)
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
        Instant since = snapshot.times().undeliveredSince();
        boolean patient = since == null
                || snapshot.times()
                        .monotonicNow()
                        .isBefore(since.plus(settings.grace().delivery()));
        return patient ? new SweepAction.Wait() : new SweepAction.Deliver(result);
    }

    /** Ends a command that a live pod has had for longer than permitted, whatever went wrong there. */
    private static SweepAction endOverdue(CommandSnapshot snapshot) {
        CommandState state = snapshot.state();
        boolean sent = state != null && state.sentAt() != null;
        return sent || snapshot.stateLost()
                ? new SweepAction.End(Outcome.UNCERTAIN, "no outcome long after its deadline")
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
            return new SweepAction.End(Outcome.UNCERTAIN, "the pod that sent it is dead");
        }
        if (snapshot.stateLost() && !resend) {
            return new SweepAction.End(Outcome.UNCERTAIN, PERHAPS_SENT);
        }
        return unsent(snapshot, sent || snapshot.stateLost());
    }

    /** A malformed record is never sent. If its command was sent, it repeats a valid record, which decides. */
    private static SweepAction invalid(CommandSnapshot snapshot, String problem, boolean sent) {
        if (sent) {
            return new SweepAction.Wait();
        }
        return snapshot.stateLost()
                ? new SweepAction.End(Outcome.UNCERTAIN, PERHAPS_SENT)
                : new SweepAction.End(Outcome.INVALID, problem);
    }

    /** Decides for a command that may be sent: forwards it or waits for its charge point, until its deadline. */
    private SweepAction unsent(CommandSnapshot snapshot, boolean sentBefore) {
        if (!snapshot.times().now().isBefore(snapshot.swept().expiresAt())) {
            return new SweepAction.End(sentBefore ? Outcome.UNCERTAIN : Outcome.EXPIRED, "its pod is dead");
        }
        FoundRoute route = snapshot.route();
        if (route != null && snapshot.swept().record().hops() == 0) {
            return new SweepAction.Forward(route);
        }
        Instant since = snapshot.times().abandonedSince();
        if (route == null
                && (since == null
                        || snapshot.times()
                                .monotonicNow()
                                .isBefore(since.plus(settings.grace().reconnect())))) {
            return new SweepAction.Wait();
        }
        return new SweepAction.End(
                sentBefore ? Outcome.UNCERTAIN : Outcome.NOT_CONNECTED,
                route == null
                        ? "its pod is dead and the charge point did not reconnect in time"
                        : "the pod it was forwarded to is dead");
    }
}
