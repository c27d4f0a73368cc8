package org.ocppgateway.routing.command;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.protocol.handler.CommandAnswer;
import org.ocppgateway.protocol.model.DerivedIds;
import org.ocppgateway.protocol.model.ResultDetails;
import org.ocppgateway.routing.command.CommandWire.Reply;
import org.ocppgateway.routing.command.ReceivedCommand.Ending;
import org.ocppgateway.routing.event.PublishException;
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
    private final Trail trail;
    private final CommandSettings settings;
    private final Workers workers;
    private final Vigil vigil;
    private final Clock clock;
    private final Conclusion conclusion;
    private @Nullable OcppVersion protocol;
    private @Nullable Instant sentAt;
    private boolean noted;
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
     * @param trail where the sending is noted if it cannot be there
     */
    CommandTask(
            ReceivedCommand received,
            SessionEpoch session,
            @Nullable CommandStates states,
            Trail trail,
            CommandSettings settings,
            Workers workers,
            Vigil vigil,
            Clock clock,
            Conclusion conclusion) {
        this.received = received;
        this.session = session;
        this.states = states;
        this.trail = trail;
        this.settings = settings;
        this.workers = workers;
        this.vigil = vigil;
        this.clock = clock;
        this.conclusion = conclusion;
    }

    @Override
    public void run(CommandWire wire) throws InterruptedException {
        protocol = wire.protocol();
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

    /** What the gate is told. */
    private enum Leave {
        GRANTED,
        REFUSED,
        /** Ask again. */
        LATER
    }

    /**
     * The gate. With Redis out it waits, unless nobody else can have had the command; then its lane waits with it, which keeps
     * the order.
     */
    private boolean mayBeSent() throws InterruptedException {
        Instant asked = clock.instant();
        while (!received.expiredAt(clock.instant())) {
            switch (ask(asked)) {
                case GRANTED -> {
                    sentAt = asked;
                    return true;
                }
                case REFUSED -> {
                    return false;
                }
                case LATER -> workers.pause(settings.retryInterval());
            }
        }
        expired = true;
        return false;
    }

    private Leave ask(Instant asked) throws InterruptedException {
        if (states == null) {
            return withoutState(Leave.REFUSED);
        }
        try {
            return states.send(received.command().commandId(), asked) ? Leave.GRANTED : Leave.REFUSED;
        } catch (StatesUnavailableException e) {
            return withoutState(Leave.LATER);
        }
    }

    /** With Redis out a sending is noted in Kafka: whoever clears up after this pod has to know of it. */
    private Leave withoutState(Leave otherwise) throws InterruptedException {
        if (!received.onlyOurs(session, vigil)) {
            return otherwise;
        }
        try {
            if (!noted) {
                trail.sending(received.command().commandId());
                noted = true;
            }
        } catch (PublishException e) {
            return Leave.LATER;
        }
        return received.onlyOurs(session, vigil) ? Leave.GRANTED : otherwise;
    }

    private void endBroken(Outcome ifUnsent, String reason) throws InterruptedException {
        conclusion.end(sentAt == null ? unsent(ifUnsent, reason) : sent(Outcome.UNCERTAIN, ResultDetails.of(reason)));
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
        return new Ending(outcome, sentAt, session, inSession(details));
    }

    private Ending unsent(Outcome outcome, @Nullable String error) {
        return new Ending(outcome, null, session, inSession(ResultDetails.of(error)));
    }

    private ResultDetails inSession(ResultDetails details) {
        return protocol == null ? details : details.in(protocol);
    }
}
