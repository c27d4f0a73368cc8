package org.ocppgateway.gateway.session;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.log.GatewayLogEvent;
import org.ocppgateway.gateway.session.PasswordRotations.Rotation;
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
import org.ocppgateway.routing.command.CallSender;
import org.ocppgateway.routing.command.CommandQueue;
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.route.Route;

/**
 * Commands to one charge point: one at a time, urgent ones first, with one outstanding CALL. Commands run on the queue's virtual thread;
 * answers arrive on the read loop.
 */
final class DownlinkQueue implements CommandQueue, CallSender {
    private static final EventLog LOG = EventLog.of(DownlinkQueue.class);
    private static final int MAX_TIMED_OUT_IDS = 8;

    private final SessionContext context;
    private final RegistrationState registration;
    private final Route route;
    private final SessionChannel channel;
    private final SerialQueue<Task, Task> queue;
    private @Nullable PendingCall pending;
    private @Nullable ArrayDeque<MessageId> timedOut;
    private boolean ended;

    DownlinkQueue(SessionContext context, RegistrationState registration, Route route, SessionChannel channel) {
        this.context = context;
        this.registration = registration;
        this.route = route;
        this.channel = channel;
        this.queue = new SerialQueue<>(context.settings().queues().downlink(), new Runner());
    }

    @Override
    public SessionEpoch epoch() {
        return route.epoch();
    }

    @Override
    public Offer offer(Command.Priority priority, Task task) {
        boolean accepted = switch (priority) {
            case URGENT -> queue.offerUrgent(task);
            case NORMAL -> queue.offer(task);
        };
        if (accepted) {
            return Offer.QUEUED;
        }
        if (queue.isClosed()) {
            return Offer.CLOSED;
        }
        context.metrics().downlinkFull();
        return Offer.FULL;
    }

    private final class Runner implements SerialQueue.Processor<Task, Task> {
        @Override
        public Task prepare(Task task) {
            return task;
        }

        @Override
        public void complete(Task task) throws InterruptedException {
            try {
                task.run(DownlinkQueue.this);
            } catch (RuntimeException | Error e) {
                LOG.log(GatewayLogEvent.DOWNLINK_COMMAND_FAILED, route.chargePointId(), e);
            }
        }
    }

    @Override
    public OcppVersion protocol() {
        return route.protocol();
    }

    @Override
    public Reply call(Command command, Duration answerTimeout, Gate mayBeSent) throws InterruptedException {
        registration.awaitActivity(command.expiresAt());
        return switch (registration.handler().translate(command)) {
            case Downlink.Invalid invalid -> new Reply.Inexpressible(invalid.reason());
            case Downlink.Call call -> sendRotating(command, call, answerTimeout, mayBeSent);
        };
    }

    /** Sends a CALL. If it sets the password of the charge point, its credential entry accepts the new one first. */
    private Reply sendRotating(Command command, Downlink.Call call, Duration answerTimeout, Gate mayBeSent)
            throws InterruptedException {
        String password = PasswordCommand.newPassword(call);
        if (password == null) {
            return send(command, call, answerTimeout, mayBeSent);
        }
        return switch (context.rotations().begin(route.chargePointId(), password)) {
            case Rotation.Refused refused -> new Reply.Inexpressible(refused.reason());
            case Rotation.Unmanaged unmanaged -> send(command, call, answerTimeout, mayBeSent);
            case Rotation.Begun begun -> {
                Reply reply = send(command, call, answerTimeout, mayBeSent);
                if (PasswordCommand.isNotTaken(reply)) {
                    context.rotations().cancel(route.chargePointId(), begun);
                }
                yield reply;
            }
        };
    }

    private Reply send(Command command, Downlink.Call call, Duration answerTimeout, Gate mayBeSent)
            throws InterruptedException {
        if (!channel.permitsCalls()) {
            return new Reply.Closed();
        }
        String forbidden = registration.whyForbidden(call);
        if (forbidden != null) {
            return new Reply.Inexpressible(forbidden);
        }
        if (!mayBeSent.open()) {
            return new Reply.Withheld();
        }
        PendingCall sent = new PendingCall(context.messageIds().get(), command, call);
        synchronized (this) {
            if (ended) {
                return new Reply.Closed();
            }
            pending = sent;
        }
        if (!channel.send(FrameWriter.call(sent.id(), call.action(), call.payload()))) {
            forget(sent);
            return new Reply.Closed();
        }
        Reply reply = sent.await(answerTimeout);
        forget(sent);
        return reply;
    }

    /** Read loop: called for each CALLRESULT. */
    void onResult(Frame.CallResult result) {
        PendingCall answered = take(result.id());
        if (answered == null) {
            return;
        }
        DerivedIds derived = answered.call().derived();
        CommandAnswer answer = registration.handler().readAnswer(answered.command(), answered.call(), result.payload());
        answered.complete(
                switch (answer) {
                    case CommandAnswer.Completed completed -> new Reply.Answered(completed, derived);
                    case CommandAnswer.Invalid invalid -> invalidAnswer(invalid.reason(), invalid.payload(), derived);
                });
        String callResultError = answer.callResultError();
        if (callResultError != null) {
            channel.send(FrameWriter.callResultError(result.id(), ErrorCode.FORMAT_VIOLATION, callResultError));
        }
    }

    /** Read loop: called for each CALLERROR. */
    void onError(Frame.CallError error) {
        PendingCall answered = take(error.id());
        if (answered != null) {
            answered.complete(new Reply.Refused(
                    error.code(),
                    error.description(),
                    error.details().equals("{}") ? null : masked(error.details()),
                    answered.call().derived()));
        }
    }

    private String masked(String details) {
        return context.settings().publish().masks().credentials().payload(UnpairedSurrogates.replaceEscaped(details));
    }

    /** Read loop: called for each frame that has the id of an answer but is not valid. */
    void onInvalidAnswer(MessageId id, String reason) {
        PendingCall answered = take(id);
        if (answered != null) {
            answered.complete(invalidAnswer(reason, null, answered.call().derived()));
        }
    }

    /** Accepts no further command and sends none of those in the queue. The outstanding CALL ends as usual. */
    void leave(Runnable onIdle) {
        queue.drain(onIdle);
        registration.onActivity(); // a command that waits for activity then finds that it may not be sent
    }

    boolean isIdle() {
        return queue.isIdle();
    }

    /** Ends the outstanding CALL as unanswered and drops waiting commands. */
    void end() {
        PendingCall unanswered;
        synchronized (this) {
            ended = true;
            unanswered = pending;
        }
        List<Task> waiting = queue.close(null); // first, so that no further command starts
        registration.onActivity(); // a command that waits for activity then finds the connection closed
        if (unanswered != null) {
            unanswered.complete(new Reply.Unanswered(
                    "the connection was lost", unanswered.call().derived()));
        }
        waiting.forEach(Task::dropped);
    }

    private Reply invalidAnswer(String reason, @Nullable String payload, DerivedIds derived) {
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

    /** Removes a CALL after the wait. If it is still pending, it has timed out, and a later answer counts as late. */
    private synchronized void forget(PendingCall call) {
        if (pending != call) {
            return;
        }
        pending = null;
        ArrayDeque<MessageId> ids = timedOut;
        if (ids == null) {
            ids = new ArrayDeque<>(1);
            timedOut = ids;
        }
        if (ids.size() == MAX_TIMED_OUT_IDS) {
            ids.remove();
        }
        ids.add(call.id());
    }
}
