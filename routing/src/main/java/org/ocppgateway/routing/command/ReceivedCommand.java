package org.ocppgateway.routing.command;

import java.time.Duration;
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
 * @param expiresAt after which it is not sent any more
 * @param sentBefore when a pod that is gone was about to send it; null if none was
 */
record ReceivedCommand(
        Command command,
        CommandRecord taken,
        Instant receivedAt,
        Instant expiresAt,
        @Nullable Instant sentBefore) {
    private static final Duration LONGEST_WAY_TO_KAFKA = Duration.ofSeconds(2);

    ReceivedCommand sentBefore(@Nullable Instant time) {
        return new ReceivedCommand(command, taken, receivedAt, expiresAt, time);
    }

    boolean expiredAt(Instant now) {
        return !now.isBefore(expiresAt);
    }

    /**
     * Whether its record, read live, was never forwarded and was written after that session began, and when it was issued, and this
     * process has not stood still since: no other pod had it.
     */
    boolean onlyOurs(SessionEpoch session, Vigil vigil) {
        return taken.hops() == 0
                && keptSinceWritten(vigil)
                && taken.producedAt().toEpochMilli() * 1000 > session.value()
                && !mayBeRepeated();
    }

    /** Whether this process has not stood still since the record was written. */
    boolean keptSinceWritten(Vigil vigil) {
        return vigil.keptSince(taken.producedAt().minus(CommandRecord.CLOCKS_DIFFER));
    }

    /** Whether another pod may have had it before that time, and nobody was told. */
    boolean mayBeRepeatedFromBefore(Instant time) {
        Instant issuedAt = command.issuedAt();
        return taken.hops() == 0
                && mayBeRepeated()
                && issuedAt != null
                && issuedAt.minus(CommandRecord.CLOCKS_DIFFER).isBefore(time);
    }

    /** Written noticeably later than issued, it may have been written before, too, for another pod. */
    private boolean mayBeRepeated() {
        Instant issuedAt = command.issuedAt();
        return issuedAt != null && taken.producedAt().isAfter(issuedAt.plus(LONGEST_WAY_TO_KAFKA));
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
                        pod,
                        ending.session(),
                        taken.hops(),
                        command.issuedAt(),
                        receivedAt,
                        ending.sentAt(),
                        completedAt)
                .toJson();
    }

    /**
     * What became of it.
     *
     * @param sentAt when it may have reached the wire; null if it certainly did not
     */
    record Ending(
            Outcome outcome,
            @Nullable Instant sentAt,
            @Nullable SessionEpoch session,
            ResultDetails details) {

        static Ending unsent(Outcome outcome, @Nullable SessionEpoch session, @Nullable String error) {
            return new Ending(outcome, null, session, ResultDetails.of(error));
        }

        /** What it comes to if it was about to be sent before: nobody knows whether it arrived then. */
        Ending afterEarlierSend(Instant earlier) {
            return sentAt != null
                    ? this
                    : new Ending(
                            Outcome.UNCERTAIN,
                            earlier,
                            session,
                            ResultDetails.of("sent by a pod that is gone, then " + outcome.label()));
        }
    }
}
