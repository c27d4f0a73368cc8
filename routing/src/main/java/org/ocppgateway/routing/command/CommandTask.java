package org.ocppgateway.routing.command;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.handler.CommandAnswer;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.protocol.model.DerivedIds;
import org.ocppgateway.protocol.model.ResultDetails;
import org.ocppgateway.routing.command.CommandQueue.Reply;
import org.ocppgateway.routing.command.CommandStates.Claim;
import org.ocppgateway.routing.command.ReceivedCommand.Ending;
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.log.RoutingLogEvent;

/** A command in the queue of its charge point's session: permits the sending, and ends the command by the reply. */
final class CommandTask implements CommandQueue.Task {
    private static final EventLog LOG = EventLog.of(CommandTask.class);

    private final ReceivedCommand received;
    private final CommandQueue queue;
    private final Claims claims;
    private final CommandStates states;
    private final CommandSettings settings;
    private final Workers workers;
    private final Clock clock;
    private final Conclusion conclusion;
    private @Nullable Instant sendRequestedAt;
    private boolean granted;
    private @Nullable Claim otherClaim;

    /** Continuation of a command that has left its queue. */
    interface Conclusion {
        void end(Ending ending) throws InterruptedException;

        /** Called when the session has ended and the command was certainly not sent. */
        void sessionEnded() throws InterruptedException;

        /** Called when permission to send was refused; {@code again} is the result of another claim. */
        void reclaimed(Claim again) throws InterruptedException;
    }

    /** Creates a task for one session. */
    CommandTask(
            ReceivedCommand received,
            CommandQueue queue,
            Claims claims,
            CommandStates states,
            CommandSettings settings,
            Workers workers,
            Clock clock,
            Conclusion conclusion) {
        this.received = received;
        this.queue = queue;
        this.claims = claims;
        this.states = states;
        this.settings = settings;
        this.workers = workers;
        this.clock = clock;
        this.conclusion = conclusion;
    }

    @Override
    public Command command() {
        return received.command();
    }

    @Override
    public @Nullable String traceParent() {
        return received.record().traceParent();
    }

    @Override
    public Duration answerTimeout() {
        return settings.answerTimeout();
    }

    @Override
    public void complete(Reply reply) throws InterruptedException {
        switch (reply) {
            case Reply.Answered it -> conclusion.end(sent(Outcome.COMPLETED, answer(it.answer(), it.derived())));
            case Reply.Refused it ->
                conclusion.end(sent(
                        Outcome.REFUSED,
                        unanswered(
                                it.code(),
                                it.description().isEmpty() ? null : it.description(),
                                it.payload(),
                                it.derived())));
            case Reply.Unanswered it ->
                conclusion.end(sent(Outcome.UNCERTAIN, unanswered(null, it.reason(), null, it.derived())));
            case Reply.Inexpressible it -> conclusion.end(unsent(Outcome.INVALID, it.reason()));
            case Reply.Closed it -> {
                if (!granted) {
                    conclusion.sessionEnded();
                } else {
                    conclusion.end(unsent(Outcome.NOT_CONNECTED, "the connection was closed"));
                }
            }
            case Reply.Withheld it -> {
                if (otherClaim == null) {
                    conclusion.end(unsent(Outcome.EXPIRED, null));
                } else {
                    conclusion.reclaimed(otherClaim);
                }
            }
            case Reply.Stopped it -> endAfterFailure(Outcome.NOT_CONNECTED, "the session was stopped");
            case Reply.Failed it -> endAfterFailure(Outcome.INVALID, "internal error: " + it.cause());
        }
    }

    @Override
    public void dropped() {
        try {
            conclusion.sessionEnded();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** During a Redis outage this waits until the command expires. The queue waits with it, which keeps the order. */
    @Override
    public boolean permitSending() throws InterruptedException {
        Instant asked = clock.instant();
        sendRequestedAt = asked;
        boolean ours = true;
        while (!received.expiredAt(clock.instant())) {
            try {
                ours = ours || reclaim();
                if (otherClaim != null) {
                    return false;
                }
                granted = states.send(received.command().commandId(), asked);
                if (granted) {
                    return true;
                }
                ours = false;
            } catch (StatesUnavailableException e) {
                LOG.log(
                        RoutingLogEvent.COMMAND_DELAYED,
                        received.command().commandId(),
                        received.command().chargePointId(),
                        e.getMessage());
                workers.pause(settings.retryInterval());
            }
        }
        return false;
    }

    /** Claims the command again after Redis has lost its state. Returns whether this pod owns it. */
    private boolean reclaim() throws StatesUnavailableException, InterruptedException {
        Claim claim = claims.claim(received);
        boolean ours = claim instanceof Claim.Claimed claimed && claimed.sentBefore() == null;
        otherClaim = ours ? null : claim;
        return ours;
    }

    private void endAfterFailure(Outcome ifUnsent, String reason) throws InterruptedException {
        conclusion.end(granted ? sent(Outcome.UNCERTAIN, ResultDetails.of(reason)) : unsent(ifUnsent, reason));
    }

    private static ResultDetails answer(CommandAnswer.Completed answer, DerivedIds derived) {
        return new ResultDetails(
                null, answer.status(), answer.payload(), answer.violations(), derived, answer.data(), null);
    }

    private static ResultDetails unanswered(
            @Nullable String status, @Nullable String error, @Nullable String payload, DerivedIds derived) {
        return new ResultDetails(null, status, payload, List.of(), derived, null, error);
    }

    private Ending sent(Outcome outcome, ResultDetails details) {
        return new Ending(outcome, sendRequestedAt, sendRequestedAt, queue.epoch(), inSession(details));
    }

    private Ending unsent(Outcome outcome, @Nullable String error) {
        return new Ending(outcome, sendRequestedAt, null, queue.epoch(), inSession(ResultDetails.of(error)));
    }

    private ResultDetails inSession(ResultDetails details) {
        return details.withVersion(queue.protocol());
    }
}
