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

    private final FleetContext kind;
    private final ChargePointConfiguration settings;
    private final TimerSchedule agenda;
    private final Consumer<String> out;

    private final Queue<Due> ordinary = new ArrayDeque<>(2);
    private final Queue<Due> transactional = new ArrayDeque<>(2);

    private @Nullable Due outstanding;
    private @Nullable MessageId outstandingId;
    private boolean outstandingIsTransactional;
    private long sentAt;
    private long lastId;

    /** Failed attempts with the first of the transaction messages. */
    private int attempts;

    private boolean open;
    private boolean transactionsAllowed;
    private boolean retired;

    /** A message and when it was to be sent. */
    private record Due(OutgoingCall message, long at) {}

    CallQueue(FleetContext kind, ChargePointConfiguration settings, TimerSchedule agenda, Consumer<String> out) {
        this.kind = kind;
        this.settings = settings;
        this.agenda = agenda;
        this.out = out;
    }

    void submit(OutgoingCall message, long now) {
        submit(message, now, now);
    }

    /** @param due when it was to be sent */
    void submit(OutgoingCall message, long due, long now) {
        if (!open || retired) {
            message.reaction().answered(new CallOutcome.Lost(), now);
        } else if (ordinary.size() >= ORDINARY_LIMIT) {
            kind.tally().add(FleetCount.MESSAGES_DROPPED);
            message.reaction().answered(new CallOutcome.Lost(), now);
        } else {
            ordinary.add(new Due(message, due));
            sendNext(now);
        }
    }

    /** Takes a message that must arrive, if it takes days. */
    void keep(OutgoingCall message, long now) {
        keep(message, now, now);
    }

    /** @param due when it was to be sent */
    void keep(OutgoingCall message, long due, long now) {
        transactional.add(new Due(message, due));
        kind.tally().add(FleetCount.TRANSACTION_MESSAGES_KEPT);
        sendNext(now);
    }

    /** Whether this many more transaction messages can be kept. */
    boolean hasRoomFor(int messages) {
        return transactional.size() + messages <= kind.profile().calls().queueLimit();
    }

    /** Whether messages of all kinds can be sent now. */
    boolean canTalk() {
        return open && transactionsAllowed && !retired;
    }

    /** Whether transaction messages wait for their turn or their answer. */
    boolean keepsMessages() {
        return !transactional.isEmpty();
    }

    boolean isIdle() {
        return outstanding == null;
    }

    void allowTransactions(boolean allowed, long now) {
        transactionsAllowed = allowed;
        sendNext(now);
    }

    void opened(long now) {
        open = true;
        agenda.clear(Timer.RETRY);
        sendNext(now);
    }

    void closed(long now) {
        open = false;
        Due cut = outstanding;
        boolean keepsPlace = outstandingIsTransactional;
        clearOutstanding();
        if (cut != null) {
            kind.tally().callLost(cut.message().action());
            if (!keepsPlace) {
                cut.message().reaction().answered(new CallOutcome.Lost(), now);
            }
        }
        for (Due unsent = ordinary.poll(); unsent != null; unsent = ordinary.poll()) {
            unsent.message().reaction().answered(new CallOutcome.Lost(), now);
        }
    }

    /** From now on nothing new is sent. */
    void retire() {
        retired = true;
    }

    void answered(Frame.CallResult result, long now) {
        long due = outstanding == null ? sentAt : outstanding.at();
        OutgoingCall message = match(result.id());
        if (message != null) {
            kind.tally().callAnswered(message.action(), now - sentAt, now - Math.min(due, sentAt));
            kind.dialect()
                    .rules()
                    .brokenBy(message.action(), result.payload())
                    .ifPresent(violation -> complain(message.action(), result.id(), violation));
            settle(message, new CallOutcome.Result(result.payload()), now);
        }
    }

    void refused(Frame.CallError error, long now) {
        OutgoingCall message = match(error.id());
        if (message != null) {
            kind.tally().callRefused(message.action(), error.code());
            settle(message, new CallOutcome.Refused(error.code()), now);
        }
    }

    /** The answer came, but nobody can read it: as good as refused. */
    void broken(MessageId id, long now) {
        OutgoingCall message = match(id);
        if (message != null) {
            kind.tally().callRefused(message.action(), "unreadable answer");
            settle(message, new CallOutcome.Refused("unreadable answer"), now);
        }
    }

    void timedOut(long now) {
        OutgoingCall message = outstanding == null ? null : outstanding.message();
        if (message != null) {
            kind.tally().callUnanswered(message.action());
            settle(message, new CallOutcome.Unanswered(), now);
        }
    }

    void sendNext(long now) {
        if (!open || retired || outstanding != null) {
            return;
        }
        Due next = ordinary.poll();
        boolean fromTransactional = next == null && transactionsAllowed && !agenda.isSet(Timer.RETRY);
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
        agenda.set(Timer.CALL_TIMEOUT, now + kind.profile().calls().timeout().toNanos());
        OutgoingCall message = next.message();
        kind.tally().callSent(message.action());
        out.accept(FrameWriter.call(id, message.action(), message.payload().get()));
    }

    /** An invalid answer counts as an answer all the same. */
    private void complain(Action action, MessageId id, Violation violation) {
        kind.tally().answerInvalid(action, MessageValidator.describe(violation));
        if (kind.dialect().rules().version() == OcppVersion.V2_1) {
            out.accept(FrameWriter.callResultError(id, ErrorCodes.of(violation.kind()), MessageValidator.describe(violation)));
        }
    }

    private @Nullable OutgoingCall match(MessageId id) {
        if (outstanding == null || !id.equals(outstandingId)) {
            kind.tally().add(FleetCount.UNMATCHED_ANSWERS);
            return null;
        }
        return outstanding.message();
    }

    private void settle(OutgoingCall message, CallOutcome answer, long now) {
        boolean transactionMessage = outstandingIsTransactional;
        clearOutstanding();
        if (!transactionMessage || concludes(answer, now)) {
            message.reaction().answered(answer, now);
        }
        sendNext(now);
    }

    /** Whether this answer is the last word on the first of the transaction messages; if so, takes it off the queue. */
    private boolean concludes(CallOutcome answer, long now) {
        if (!(answer instanceof CallOutcome.Result)) {
            attempts++;
            if (attempts < settings.transactionAttempts()) {
                agenda.set(
                        Timer.RETRY,
                        now
                                + settings.transactionRetryInterval()
                                        .multipliedBy(attempts)
                                        .toNanos());
                return false;
            }
            kind.tally().add(FleetCount.TRANSACTION_MESSAGES_DISCARDED);
        }
        attempts = 0;
        transactional.remove();
        kind.tally().subtract(FleetCount.TRANSACTION_MESSAGES_KEPT);
        return true;
    }

    private void clearOutstanding() {
        outstanding = null;
        outstandingId = null;
        agenda.clear(Timer.CALL_TIMEOUT);
    }
}
