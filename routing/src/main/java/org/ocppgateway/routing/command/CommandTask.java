package org.ocppgateway.routing.command;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
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
    private final Clock clock;
    private final End end;
    private final Runnable leave;
    private @Nullable Instant sentAt;
    private boolean expired;

    /** How a command is ended. */
    interface End {
        void with(Ending ending) throws InterruptedException;
    }

    /**
     * A task for one session.
     *
     * @param states where leave to send is asked for; null if nobody else can have had the command
     * @param leave called instead of {@code end} if another pod has ended the command
     */
    CommandTask(
            ReceivedCommand received,
            SessionEpoch session,
            @Nullable CommandStates states,
            CommandSettings settings,
            Clock clock,
            End end,
            Runnable leave) {
        this.received = received;
        this.session = session;
        this.states = states;
        this.settings = settings;
        this.clock = clock;
        this.end = end;
        this.leave = leave;
    }

    @Override
    public void run(CommandWire wire) throws InterruptedException {
        Reply reply;
        try {
            reply = wire.call(received.command(), clock.instant().plus(settings.answerTimeout()), this::mayBeSent);
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
            case Reply.Answered it -> end.with(sent(Outcome.COMPLETED, it.status(), it.payload(), null));
            case Reply.Refused it ->
                end.with(sent(Outcome.REFUSED, it.code(), null, it.description().isEmpty() ? null : it.description()));
            case Reply.Unanswered it -> end.with(sent(Outcome.UNCERTAIN, null, null, it.reason()));
            case Reply.Inexpressible it -> end.with(unsent(Outcome.INVALID, it.reason()));
            case Reply.Closed it -> end.with(unsent(Outcome.NOT_CONNECTED, "the connection was closed"));
            case Reply.Withheld it -> {
                if (expired) {
                    end.with(unsent(Outcome.EXPIRED, null));
                } else {
                    leave.run();
                }
            }
        }
    }

    @Override
    public void dropped() {
        try {
            end.with(unsent(Outcome.NOT_CONNECTED, "the connection was lost before the command's turn"));
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
                boolean granted =
                        states == null || states.send(received.command().commandId(), asked);
                sentAt = granted ? asked : null;
                return granted;
            } catch (StatesUnavailableException e) {
                if (received.newerThan(session)) {
                    sentAt = asked;
                    return true;
                }
                TimeUnit.NANOSECONDS.sleep(settings.retryInterval().toNanos());
            }
        }
        expired = true;
        return false;
    }

    private void endBroken(Outcome ifUnsent, String reason) throws InterruptedException {
        end.with(sentAt == null ? unsent(ifUnsent, reason) : sent(Outcome.UNCERTAIN, null, null, reason));
    }

    private Ending sent(Outcome outcome, @Nullable String status, @Nullable String payload, @Nullable String error) {
        return new Ending(outcome, sentAt, session, status, payload, error);
    }

    private Ending unsent(Outcome outcome, @Nullable String error) {
        return Ending.unsent(outcome, session, error);
    }
}
