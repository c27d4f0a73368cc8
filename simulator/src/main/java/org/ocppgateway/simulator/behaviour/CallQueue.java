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
 * Queue of the CALLs of one charge point. At most one CALL is outstanding; each has a timeout.
 *
 * <p>Transaction messages keep their order and survive lost connections and reboots. A CALLERROR or a timeout counts as
 * a failed attempt; after the last attempt the message is discarded. A lost connection does not count as an attempt (as
 * in real firmware; OCPP 1.6 TransactionMessageAttempts, 2.x OCPPCommCtrlr.MessageAttempts). All other messages have
 * priority over transaction messages, are sent once, and fail when the connection ends.
 *
 * <p>Not thread-safe. All times are nanoseconds since the Unix epoch.
 */
final class CallQueue {
    /**
     * Maximum number of queued ordinary messages. Their senders normally wait for the answer before they send the next
     * one.
     */
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

    /** Failed attempts to send the first transaction message of the queue. */
    private int failedAttempts;

    private boolean open;
    private boolean transactionsAllowed;
    private boolean stopped;

    /** A CALL and the time at which it became due. */
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

    /** @param dueAt time at which the CALL became due, the start of the measured response time */
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

    /** Queues a transaction message. */
    void submitTransactional(OutgoingCall call, long now) {
        submitTransactional(call, now, now);
    }

    /** @param dueAt time at which the CALL became due, the start of the measured response time */
    void submitTransactional(OutgoingCall call, long dueAt, long now) {
        transactional.add(new QueuedCall(call, dueAt));
        context.counters().add(FleetCount.TRANSACTION_MESSAGES_QUEUED);
        sendNext(now);
    }

    /** Returns whether the queue has capacity for this number of additional transaction messages. */
    boolean hasCapacityFor(int count) {
        return transactional.size() + count <= context.behaviour().calls().queueLimit();
    }

    /**
     * Returns whether the connection is open, the charge point is registered, and all kinds of messages can be sent.
     */
    boolean isReady() {
        return open && transactionsAllowed && !stopped;
    }

    /** Returns whether transaction messages are queued or outstanding. */
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

    /** Stops the sending of CALLs that are not sent yet. */
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

    /** Completes the outstanding CALL after an answer that cannot be parsed. It counts as a CALLERROR. */
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

    /**
     * Counts an invalid CALLRESULT, which still completes its CALL. In OCPP 2.1 the charge point sends a
     * CALLRESULTERROR.
     */
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

    /**
     * Returns whether this outcome ends the first transaction message, and removes the message if so. Otherwise sets
     * the retry timer.
     */
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
