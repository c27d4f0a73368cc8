package org.ocppgateway.routing.command;

import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.routing.command.CommandWire.Reply;
import org.ocppgateway.routing.command.ReceivedCommand.Ending;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A command in its charge point's lane: asks for leave to send, sends, and ends it by what comes back. Runs on the lane's
 * worker, once.
 */
final class CommandTask implements CommandLane.Task {
    private static final Logger LOG = LoggerFactory.getLogger(CommandTask.class);

    private final ReceivedCommand received;
    private final SessionEpoch session;
    private final @Nullable CommandStates states;
    private final CommandSettings settings;
    private final Workers workers;
    private final Vigil vigil;
    private final Clock clock;
    private final Conclusion conclusion;
    private @Nullable Instant sentAt;
    private boolean expired;

    /** What becomes of a command that left its lane. */
    interface Conclusion {
        void end(Ending ending) throws InterruptedException;

        /** The session has ended, and the command was certainly not sent. */
        void chargePointLeft() throws InterruptedException;

        /** Leave to send was refused: another pod has taken or ended it, or all trace of it is lost. */
        void notOurs() throws InterruptedException;
    }

    /**
     * A task for one session.
     *
     * @param states where leave to send is asked for; null if nobody else can have had the command
     */
    CommandTask(
            ReceivedCommand received,
            SessionEpoch session,
            @Nullable CommandStates states,
            CommandSettings settings,
            Workers workers,
            Vigil vigil,
            Clock clock,
            Conclusion conclusion) {
        this.received = received;
        this.session = session;
        this.states = states;
        this.settings = settings;
        this.workers = workers;
        this.vigil = vigil;
        this.clock = clock;
        this.conclusion = conclusion;
    }

    @Override
    public void run(CommandWire wire) throws InterruptedException {
        Reply reply;
        try {
            reply = wire.call(received.command(), settings.answerTimeout(), this::mayBeSent);
        } catch (InterruptedException e) {
            endBroken(Outcome.NOT_CONNECTED, "the session was stopped");
            throw e;
        } catch (RuntimeException e) {
            LOG.error("command {} failed", received.command().commandId(), e);
            endBroken(Outcome.INVALID, "internal error: " + e);
            return;
        }
        conclude(reply);
    }

    private void conclude(Reply reply) throws InterruptedException {
        switch (reply) {
            case Reply.Answered it -> conclusion.end(sent(Outcome.COMPLETED, it.status(), it.payload(), null));
            case Reply.Refused it ->
                conclusion.end(
                        sent(Outcome.REFUSED, it.code(), null, it.description().isEmpty() ? null : it.description()));
            case Reply.Unanswered it -> conclusion.end(sent(Outcome.UNCERTAIN, null, null, it.reason()));
            case Reply.Inexpressible it -> conclusion.end(unsent(Outcome.INVALID, it.reason()));
            case Reply.Closed it -> {
                if (sentAt == null) {
                    conclusion.chargePointLeft();
                } else {
                    conclusion.end(unsent(Outcome.NOT_CONNECTED, "the connection was closed"));
                }
            }
            case Reply.Withheld it -> {
                if (expired) {
                    conclusion.end(unsent(Outcome.EXPIRED, null));
                } else {
                    conclusion.notOurs();
                }
            }
        }
    }

    @Override
    public void dropped() {
        try {
            conclusion.chargePointLeft();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * The gate. With Redis out it waits, unless nobody else can have had the command; then its lane waits with it, which keeps
     * the order.
     */
    private boolean mayBeSent() throws InterruptedException {
        Instant asked = clock.instant();
        while (!received.expiredAt(clock.instant())) {
            try {
                boolean granted = states == null
                        ? received.onlyOurs(session, vigil)
                        : states.send(received.command().commandId(), asked);
                sentAt = granted ? asked : null;
                return granted;
            } catch (StatesUnavailableException e) {
                if (received.onlyOurs(session, vigil)) {
                    sentAt = asked;
                    return true;
                }
                workers.pause(settings.retryInterval());
            }
        }
        expired = true;
        return false;
    }

    private void endBroken(Outcome ifUnsent, String reason) throws InterruptedException {
        conclusion.end(sentAt == null ? unsent(ifUnsent, reason) : sent(Outcome.UNCERTAIN, null, null, reason));
    }

    private Ending sent(Outcome outcome, @Nullable String status, @Nullable String payload, @Nullable String error) {
        return new Ending(outcome, sentAt, session, status, payload, error);
    }

    private Ending unsent(Outcome outcome, @Nullable String error) {
        return Ending.unsent(outcome, session, error);
    }
}
