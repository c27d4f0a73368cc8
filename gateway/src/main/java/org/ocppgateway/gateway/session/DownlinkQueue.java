package org.ocppgateway.gateway.session;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.connection.Connection;
import org.ocppgateway.protocol.MessageId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.protocol.frame.ErrorCode;
import org.ocppgateway.protocol.frame.Frame;
import org.ocppgateway.protocol.frame.FrameWriter;
import org.ocppgateway.protocol.handler.CommandAnswer;
import org.ocppgateway.protocol.handler.Downlink;
import org.ocppgateway.protocol.json.UnpairedSurrogates;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.protocol.model.DerivedIds;
import org.ocppgateway.protocol.model.Masking;
import org.ocppgateway.routing.command.CommandLane;
import org.ocppgateway.routing.command.CommandWire;
import org.ocppgateway.routing.route.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is said to a charge point: one command at a time, urgent ones first, one CALL outstanding. Commands run on the lane's own
 * virtual thread; answers arrive on the read loop.
 */
final class DownlinkQueue implements CommandLane, CommandWire {
    private static final Logger LOG = LoggerFactory.getLogger(DownlinkQueue.class);
    private static final int REMEMBERED_TIMEOUTS = 8;

    private final SessionContext context;
    private final RegistrationState standing;
    private final Route route;
    private final Connection connection;
    private final SerialQueue<Task> lane;
    private @Nullable PendingCall pending;
    private @Nullable ArrayDeque<MessageId> timedOut;
    private boolean ended;

    DownlinkQueue(SessionContext context, RegistrationState standing, Route route, Connection connection) {
        this.context = context;
        this.standing = standing;
        this.route = route;
        this.connection = connection;
        this.lane = new SerialQueue<>(context.settings().downlinkBound(), this::run);
    }

    @Override
    public SessionEpoch epoch() {
        return route.epoch();
    }

    @Override
    public Offer offer(Command.Priority priority, Task task) {
        boolean taken = switch (priority) {
            case URGENT -> lane.offerUrgent(task);
            case NORMAL -> lane.offer(task);
        };
        if (taken) {
            return Offer.QUEUED;
        }
        if (lane.closed()) {
            return Offer.CLOSED;
        }
        context.metrics().downlinkFull();
        return Offer.FULL;
    }

    private void run(Task task) throws InterruptedException {
        try {
            task.run(this);
        } catch (RuntimeException | Error e) {
            LOG.warn("A command to {} failed", route.chargePointId(), e);
        }
    }

    @Override
    public OcppVersion protocol() {
        return route.protocol();
    }

    @Override
    public Reply call(Command command, Duration answerTimeout, Gate mayBeSent) throws InterruptedException {
        standing.awaitFirstWord(command.expiresAt());
        return switch (standing.handler().translate(command)) {
            case Downlink.Invalid invalid -> new Reply.Inexpressible(invalid.reason());
            case Downlink.Call call -> send(command, call, answerTimeout, mayBeSent);
        };
    }

    private Reply send(Command command, Downlink.Call call, Duration answerTimeout, Gate mayBeSent)
            throws InterruptedException {
        if (connection.isClosing()) {
            return new Reply.Closed();
        }
        String forbidden = standing.forbids(call);
        if (forbidden != null) {
            return new Reply.Inexpressible(forbidden);
        }
        if (!mayBeSent.open()) {
            return new Reply.Withheld();
        }
        PendingCall sending = new PendingCall(context.messageIds().get(), command, call);
        synchronized (this) {
            if (ended) {
                return new Reply.Closed();
            }
            pending = sending;
        }
        if (!connection.send(FrameWriter.call(sending.id(), call.action(), call.payload()))) {
            forget(sending);
            return new Reply.Closed();
        }
        Reply reply = sending.await(answerTimeout);
        forget(sending);
        return reply;
    }

    /** Read loop: a CALLRESULT has come in. */
    void receive(Frame.CallResult result) {
        PendingCall answered = take(result.id());
        if (answered == null) {
            return;
        }
        DerivedIds derived = answered.call().derived();
        CommandAnswer answer = standing.handler().readAnswer(answered.command(), answered.call(), result.payload());
        answered.complete(
                switch (answer) {
                    case CommandAnswer.Completed completed -> new Reply.Answered(completed, derived);
                    case CommandAnswer.Invalid invalid -> unfit(invalid.reason(), invalid.payload(), derived);
                });
        String callResultError = answer.callResultError();
        if (callResultError != null) {
            connection.send(FrameWriter.callResultError(result.id(), ErrorCode.FORMAT_VIOLATION, callResultError));
        }
    }

    /** Read loop: a CALLERROR has come in. */
    void receive(Frame.CallError error) {
        PendingCall answered = take(error.id());
        if (answered != null) {
            answered.complete(new Reply.Refused(
                    error.code(),
                    error.description(),
                    error.details().equals("{}")
                            ? null
                            : Masking.credentials(UnpairedSurrogates.replaceEscaped(error.details())),
                    answered.call().derived()));
        }
    }

    /** Read loop: something has come in that was meant as an answer. */
    void receiveBroken(MessageId id, String reason) {
        PendingCall answered = take(id);
        if (answered != null) {
            answered.complete(unfit(reason, null, answered.call().derived()));
        }
    }

    /** Ends what is under way as unanswered and drops what waits. */
    void end() {
        PendingCall unanswered;
        synchronized (this) {
            ended = true;
            unanswered = pending;
        }
        List<Task> waiting = lane.close(null); // before the one under way ends, and the next would get its turn
        standing.spoke(); // whoever waits for that finds the connection closed
        if (unanswered != null) {
            unanswered.complete(new Reply.Unanswered(
                    "the connection was lost", unanswered.call().derived()));
        }
        waiting.forEach(Task::dropped);
    }

    private Reply unfit(String reason, @Nullable String payload, DerivedIds derived) {
        return new Reply.Refused(ErrorCode.FORMAT_VIOLATION.spelling(route.protocol()), reason, payload, derived);
    }

    private synchronized @Nullable PendingCall take(MessageId id) {
        PendingCall current = pending;
        if (current != null && current.id().equals(id)) {
            pending = null;
            return current;
        }
        boolean late = timedOut != null && timedOut.remove(id);
        context.metrics().count(late ? SessionMetrics.Frame.LATE_ANSWER : SessionMetrics.Frame.UNKNOWN_ANSWER);
        return null;
    }

    /** After the wait: whoever is still pending then has timed out, and its answer would be late. */
    private synchronized void forget(PendingCall over) {
        if (pending != over) {
            return;
        }
        pending = null;
        ArrayDeque<MessageId> ids = timedOut;
        if (ids == null) {
            ids = new ArrayDeque<>(1);
            timedOut = ids;
        }
        if (ids.size() == REMEMBERED_TIMEOUTS) {
            ids.remove();
        }
        ids.add(over.id());
    }
}
