package org.ocppgateway.routing.command;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.protocol.model.CommandResult;
import org.ocppgateway.protocol.model.ResultDetails;
import org.ocppgateway.routing.trace.TraceSpan;

/**
 * A command as this pod received it.
 *
 * @param record its record
 * @param problem reason for being invalid; null if it is valid
 * @param number ascending with every received command; commands of one charge point keep this order
 * @param receivedAt time of arrival; also distinguishes its claim from that of another record with the same id
 * @param expiresAt time after which it is not sent
 * @param sentBefore time at which another pod sent it or may have sent it; null if none did
 * @param span from its arrival until its result is delivered, or another pod has it
 */
record ReceivedCommand(
        Command command,
        CommandRecord record,
        @Nullable String problem,
        long number,
        Instant receivedAt,
        Instant expiresAt,
        @Nullable Instant sentBefore,
        TraceSpan span) {
    /** Adds what a later claim found; an earlier time is kept. */
    ReceivedCommand sentBefore(@Nullable Instant time) {
        return time == null
                ? this
                : new ReceivedCommand(command, record, problem, number, receivedAt, expiresAt, time, span);
    }

    boolean expiredAt(Instant now) {
        return !now.isBefore(expiresAt);
    }

    /** Returns whether another pod sent it or may have sent it, and it must not be sent twice. */
    boolean isUncertain() {
        return sentBefore != null && !command.resend();
    }

    /**
     * Returns whether only a pod that declared this one dead can have had it too: its record was never forwarded and
     * was written when the command was issued.
     */
    boolean isFirstRecord() {
        return record.hops() == 0 && firstWritten().equals(record.producedAt());
    }

    Instant firstWritten() {
        return record.firstWritten(command);
    }

    String result(PodId pod, Ending told, Instant completedAt) {
        Ending ending = sentBefore == null ? told : told.afterEarlierSend(sentBefore);
        return new CommandResult(
                        command.commandId(),
                        command.chargePointId(),
                        command.type(),
                        ending.outcome().label(),
                        ending.sentAt() != null,
                        ending.details(),
                        new CommandResult.Handling(pod, ending.session(), record.hops()),
                        new CommandResult.Times(command.issuedAt(), receivedAt, ending.sentAt(), completedAt))
                .toJson();
    }

    /**
     * The end of a command.
     *
     * @param sendRequestedAt time at which this pod requested to send it; null if it did not
     * @param sentAt time at which it may have been sent; null if it certainly was not
     */
    record Ending(
            Outcome outcome,
            @Nullable Instant sendRequestedAt,
            @Nullable Instant sentAt,
            @Nullable SessionEpoch session,
            ResultDetails details) {

        /** The end of a command that was never sent. */
        static Ending unsent(Outcome outcome, @Nullable String error) {
            return new Ending(outcome, null, null, null, ResultDetails.of(error));
        }

        /** The end of a command that was sent before or may have been sent: whether it arrived then is unknown. */
        private Ending afterEarlierSend(Instant earlier) {
            return sentAt != null
                    ? this
                    : new Ending(
                            Outcome.UNCERTAIN,
                            sendRequestedAt,
                            earlier,
                            session,
                            ResultDetails.of("another pod sent it or may have; on this pod it was " + outcome.label()));
        }
    }
}
