package org.ocppgateway.gateway.session;

import org.ocppgateway.gateway.log.GatewayLogEvent;
import org.ocppgateway.gateway.session.PasswordRotations.Rotation;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.frame.FrameWriter;
import org.ocppgateway.protocol.handler.Downlink;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.routing.command.CommandQueue.Reply;
import org.ocppgateway.routing.command.CommandQueue.Task;
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.trace.TraceSpan;
import org.ocppgateway.routing.trace.Tracing;

/** Translates and sends the commands of one session and waits for the answers. The queue calls it for one command at a time. */
final class DownlinkProcessor implements SerialQueue.Completer<Task> {
    private static final EventLog LOG = EventLog.of(DownlinkProcessor.class);

    private final OpenSession session;
    private final PendingCalls pendingCalls;

    DownlinkProcessor(OpenSession session, PendingCalls pendingCalls) {
        this.session = session;
        this.pendingCalls = pendingCalls;
    }

    @Override
    public void complete(Task task) throws InterruptedException {
        Reply reply;
        try {
            reply = process(task);
        } catch (InterruptedException e) {
            complete(task, new Reply.Stopped());
            throw e;
        } catch (RuntimeException | Error e) {
            LOG.log(GatewayLogEvent.DOWNLINK_COMMAND_FAILED, task.command().commandId(), session.route(), e);
            reply = new Reply.Failed(e);
        }
        complete(task, reply);
    }

    private void complete(Task task, Reply reply) throws InterruptedException {
        try {
            task.complete(reply);
        } catch (RuntimeException | Error e) {
            LOG.log(GatewayLogEvent.DOWNLINK_COMMAND_FAILED, task.command().commandId(), session.route(), e);
        }
    }

    private Reply process(Task task) throws InterruptedException {
        Command command = task.command();
        session.registration().awaitActivity(command.expiresAt());
        return switch (session.registration().handler().translate(command)) {
            case Downlink.Invalid invalid -> new Reply.Inexpressible(invalid.reason());
            case Downlink.Call call -> sendRotating(task, call);
        };
    }

    /** Sends a CALL. If it sets the password of the charge point, its credential entry accepts the new one first. */
    private Reply sendRotating(Task task, Downlink.Call call) throws InterruptedException {
        String password = PasswordCommand.newPassword(call);
        if (password == null) {
            return send(task, call);
        }
        ChargePointId chargePointId = task.command().chargePointId();
        return switch (session.context().rotations().begin(chargePointId, password)) {
            case Rotation.Refused refused -> new Reply.Inexpressible(refused.reason());
            case Rotation.Unmanaged unmanaged -> send(task, call);
            case Rotation.Repeated repeated -> send(task, call);
            case Rotation.Begun begun -> {
                Reply reply = send(task, call);
                if (PasswordCommand.isRejected(reply)) {
                    session.context().rotations().cancel(chargePointId, begun);
                }
                yield reply;
            }
        };
    }

    private Reply send(Task task, Downlink.Call call) throws InterruptedException {
        if (!session.channel().permitsCalls()) {
            return new Reply.Closed();
        }
        String forbidden = session.registration().whyForbidden(call);
        if (forbidden != null) {
            return new Reply.Inexpressible(forbidden);
        }
        if (!task.permitSending()) {
            return new Reply.Withheld();
        }
        try (TraceSpan span = trace(task, call)) {
            Reply reply = exchange(task, call);
            span.outcome(reply.getClass());
            return reply;
        }
    }

    private TraceSpan trace(Task task, Downlink.Call call) {
        return Tracing.ofProcess()
                .call(session.chargePointId(), session.route().protocol(), call.action(), task.traceParent())
                .activate();
    }

    private Reply exchange(Task task, Downlink.Call call) throws InterruptedException {
        PendingCall sent = new PendingCall(session.context().messageIds().get(), task.command(), call);
        if (!pendingCalls.start(sent)) {
            return new Reply.Closed();
        }
        long sentAt = session.time().nanos();
        if (!session.channel().send(FrameWriter.call(sent.id(), call.action(), call.payload()))) {
            pendingCalls.forget(sent);
            return new Reply.Closed();
        }
        Reply reply = sent.await(task.answerTimeout());
        pendingCalls.forget(sent);
        if (reply instanceof Reply.Answered || reply instanceof Reply.Refused) {
            session.metrics().callAnsweredAfter(session.time().nanos() - sentAt);
        }
        return reply;
    }
}
