package org.ocppgateway.simulator.behaviour;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.MessageId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.dictionary.Violation;
import org.ocppgateway.protocol.frame.Frame;
import org.ocppgateway.protocol.frame.FrameWriter;
import org.ocppgateway.protocol.handler.ErrorCodes;
import org.ocppgateway.simulator.measure.FleetCount;

/**
 * The CALLs of one charge point: one outstanding at a time, each with a deadline.
 *
 * <p>Transaction messages keep their order and outlive connections and reboots. A CALLERROR or no answer costs one of a
 * few attempts, and after the last the message is gone; a lost connection costs none (as real firmware does; OCPP 1.6
 * TransactionMessageAttempts, 2.x OCPPCommCtrlr.MessageAttempts). All other messages overtake them, are sent once, and end with the connection.
 */
final class CallQueue {
    /** More ordinary messages than this never wait: their senders are paced by the answers. */
    private static final int ORDINARY_LIMIT = 16;

    private final FleetContext context;
    private final ChargePointConfiguration configuration;
    private final TimerSchedule timers;
    private final Consumer<String> sender;

    private final Queue<QueuedCall> ordinary = new ArrayDeque<>(2);
    private final Queue<QueuedCall> transactional = new ArrayDeque<>(2);

    private @Nullable QueuedCall outstanding;
    private @Nullable MessageId outstandingId;
    private boolean outstandingIsTransactional;
    private long sentAt;
    private long lastId;

    /** Failed attempts with the first of the transaction messages. */
    private int failedAttempts;

    private boolean open;
    private boolean transactionsAllowed;
    private boolean stopped;

    /** A message and when it was to be sent. */
    private record QueuedCall(OutgoingCall call, long dueAt) {}

    CallQueue(
            FleetContext context,
            ChargePointConfiguration configuration,
            TimerSchedule timers,
            Consumer<String> sender) {
        this.context = context;
        this.configuration = configuration;
        this.timers = timers;
        this.sender = sender;
    }

    void submit(OutgoingCall call, long now) {
        submit(call, now, now);
    }

    /** @param dueAt when it was to be sent */
    void submit(OutgoingCall call, long dueAt, long now) {
        if (!open || stopped) {
            call.callback().onOutcome(new CallOutcome.ConnectionLost(), now);
        } else if (ordinary.size() >= ORDINARY_LIMIT) {
            context.counters().add(FleetCount.MESSAGES_DROPPED);
            call.callback().onOutcome(new CallOutcome.ConnectionLost(), now);
        } else {
            ordinary.add(new QueuedCall(call, dueAt));
            sendNext(now);
        }
    }

    /** Takes a message that must arrive, if it takes days. */
    void submitTransactional(OutgoingCall call, long now) {
        submitTransactional(call, now, now);
    }

    /** @param dueAt when it was to be sent */
    void submitTransactional(OutgoingCall call, long dueAt, long now) {
        transactional.add(new QueuedCall(call, dueAt));
        context.counters().add(FleetCount.TRANSACTION_MESSAGES_QUEUED);
        sendNext(now);
    }

    /** Whether this many more transaction messages can be kept. */
    boolean hasCapacityFor(int count) {
        return transactional.size() + count <= context.behaviour().calls().queueLimit();
    }

    /** Whether messages of all kinds can be sent now. */
    boolean isReady() {
        return open && transactionsAllowed && !stopped;
    }

    /** Whether transaction messages wait for their turn or their answer. */
    boolean hasTransactionMessages() {
        return !transactional.isEmpty();
    }

    boolean isIdle() {
        return outstanding == null;
    }

    void allowTransactions(boolean allowed, long now) {
        transactionsAllowed = allowed;
        sendNext(now);
    }

    void onOpen(long now) {
        open = true;
        timers.clear(Timer.TRANSACTION_RETRY);
        sendNext(now);
    }

    void onClose(long now) {
        open = false;
        QueuedCall interrupted = outstanding;
        boolean staysQueued = outstandingIsTransactional;
        clearOutstanding();
        if (interrupted != null) {
            context.counters().callLost(interrupted.call().action());
            if (!staysQueued) {
                interrupted.call().callback().onOutcome(new CallOutcome.ConnectionLost(), now);
            }
        }
        for (QueuedCall unsent = ordinary.poll(); unsent != null; unsent = ordinary.poll()) {
            unsent.call().callback().onOutcome(new CallOutcome.ConnectionLost(), now);
        }
    }

    /** From now on nothing new is sent. */
    void stop() {
        stopped = true;
    }

    void onCallResult(Frame.CallResult result, long now) {
        long dueAt = outstanding == null ? sentAt : outstanding.dueAt();
        OutgoingCall call = matchOutstanding(result.id());
        if (call != null) {
            context.counters().callAnswered(call.action(), now - sentAt, now - Math.min(dueAt, sentAt));
            context.dialect()
                    .validator()
                    .firstViolation(call.action(), result.payload())
                    .ifPresent(violation -> reportInvalidResult(call.action(), result.id(), violation));
            complete(call, new CallOutcome.Result(result.payload()), now);
        }
    }

    void onCallError(Frame.CallError error, long now) {
        OutgoingCall call = matchOutstanding(error.id());
        if (call != null) {
            context.counters().callRefused(call.action(), error.code());
            complete(call, new CallOutcome.Refused(error.code()), now);
        }
    }

    /** The answer came, but nobody can read it: as good as refused. */
    void onUnreadableAnswer(MessageId id, long now) {
        OutgoingCall call = matchOutstanding(id);
        if (call != null) {
            context.counters().callRefused(call.action(), "unreadable answer");
            complete(call, new CallOutcome.Refused("unreadable answer"), now);
        }
    }

    void onTimeout(long now) {
        OutgoingCall call = outstanding == null ? null : outstanding.call();
        if (call != null) {
            context.counters().callUnanswered(call.action());
            complete(call, new CallOutcome.Unanswered(), now);
        }
    }

    void sendNext(long now) {
        if (!open || stopped || outstanding != null) {
            return;
        }
        QueuedCall next = ordinary.poll();
        boolean fromTransactional = next == null && transactionsAllowed && !timers.isSet(Timer.TRANSACTION_RETRY);
        if (fromTransactional) {
            next = transactional.peek();
        }
        if (next == null) {
            return;
        }
        outstanding = next;
        outstandingIsTransactional = fromTransactional;
        lastId++;
        MessageId id = new MessageId(Long.toString(lastId));
        outstandingId = id;
        sentAt = now;
        timers.set(
                Timer.CALL_TIMEOUT, now + context.behaviour().calls().timeout().toNanos());
        OutgoingCall call = next.call();
        context.counters().callSent(call.action());
        sender.accept(FrameWriter.call(id, call.action(), call.payload().get()));
    }

    /** An invalid answer counts as an answer all the same. */
    private void reportInvalidResult(Action action, MessageId id, Violation violation) {
        context.counters().answerInvalid(action, MessageValidator.describe(violation));
        if (context.dialect().validator().version() == OcppVersion.V2_1) {
            sender.accept(FrameWriter.callResultError(
                    id, ErrorCodes.of(violation.kind()), MessageValidator.describe(violation)));
        }
    }

    private @Nullable OutgoingCall matchOutstanding(MessageId id) {
        if (outstanding == null || !id.equals(outstandingId)) {
            context.counters().add(FleetCount.UNMATCHED_ANSWERS);
            return null;
        }
        return outstanding.call();
    }

    private void complete(OutgoingCall call, CallOutcome outcome, long now) {
        boolean transactionCall = outstandingIsTransactional;
        clearOutstanding();
        if (!transactionCall || isFinal(outcome, now)) {
            call.callback().onOutcome(outcome, now);
        }
        sendNext(now);
    }

    /** Whether this answer is the last word on the first of the transaction messages; if so, takes it off the queue. */
    private boolean isFinal(CallOutcome outcome, long now) {
        if (!(outcome instanceof CallOutcome.Result)) {
            failedAttempts++;
            if (failedAttempts < configuration.transactionAttempts()) {
                timers.set(
                        Timer.TRANSACTION_RETRY,
                        now
                                + configuration
                                        .transactionRetryInterval()
                                        .multipliedBy(failedAttempts)
                                        .toNanos());
                return false;
            }
            context.counters().add(FleetCount.TRANSACTION_MESSAGES_DISCARDED);
        }
        failedAttempts = 0;
        transactional.remove();
        context.counters().subtract(FleetCount.TRANSACTION_MESSAGES_QUEUED);
        return true;
    }

    private void clearOutstanding() {
        outstanding = null;
        outstandingId = null;
        timers.clear(Timer.CALL_TIMEOUT);
    }
}
