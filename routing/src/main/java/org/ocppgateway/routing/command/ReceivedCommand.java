package org.ocppgateway.routing.command;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.protocol.model.CommandResult;
import org.ocppgateway.protocol.model.ResultDetails;

/**
 * A command as it arrived at this pod.
 *
 * @param taken its record
 * @param problem why it is invalid; null if it is valid
 * @param number counts what this pod receives; commands of one charge point keep this order
 * @param receivedAt when it arrived; also tells its claim from that of another record with the same id
 * @param expiresAt after which it is not sent any more
 * @param sentBefore when another pod sent it, or may have; null if none did
 */
record ReceivedCommand(
        Command command,
        CommandRecord taken,
        @Nullable String problem,
        long number,
        Instant receivedAt,
        Instant expiresAt,
        @Nullable Instant sentBefore) {
    /** With the later knowledge of a claim; an earlier one is kept. */
    ReceivedCommand sentBefore(@Nullable Instant time) {
        return time == null ? this : new ReceivedCommand(command, taken, problem, number, receivedAt, expiresAt, time);
    }

    boolean expiredAt(Instant now) {
        return !now.isBefore(expiresAt);
    }

    /** Whether another pod sent it, or may have, and it must not be sent twice. */
    boolean isUncertain() {
        return sentBefore != null && !command.resend();
    }

    /** Whether only a pod that took this one for dead can have had it too: its record was never forwarded, and was written when it was issued. */
    boolean isFirstRecord() {
        return taken.hops() == 0 && firstWritten().equals(taken.producedAt());
    }

    Instant firstWritten() {
        return taken.firstWritten(command);
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
                        new CommandResult.Handling(pod, ending.session(), taken.hops()),
                        new CommandResult.Times(command.issuedAt(), receivedAt, ending.sentAt(), completedAt))
                .toJson();
    }

    /**
     * What became of it.
     *
     * @param askedAt when this pod asked to send it; null if it did not
     * @param sentAt when it may have reached the wire; null if it certainly did not
     */
    record Ending(
            Outcome outcome,
            @Nullable Instant askedAt,
            @Nullable Instant sentAt,
            @Nullable SessionEpoch session,
            ResultDetails details) {

        /** Of a command whose turn never came. */
        static Ending unsent(Outcome outcome, @Nullable String error) {
            return new Ending(outcome, null, null, null, ResultDetails.of(error));
        }

        /** What it comes to if it was sent before, or may have been: whether it arrived then is not known. */
        private Ending afterEarlierSend(Instant earlier) {
            return sentAt != null
                    ? this
                    : new Ending(
                            Outcome.UNCERTAIN,
                            askedAt,
                            earlier,
                            session,
                            ResultDetails.of("another pod sent it, or may have; here it was " + outcome.label()));
        }
    }
}
