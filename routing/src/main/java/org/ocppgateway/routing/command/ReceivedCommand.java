package org.ocppgateway.routing.command;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.protocol.model.CommandResult;

/**
 * A command as it arrived at this pod.
 *
 * @param producedAt when its record was written
 * @param expiresAt after which it is not sent any more
 */
record ReceivedCommand(Command command, Instant producedAt, Instant receivedAt, Instant expiresAt) {

    boolean expiredAt(Instant now) {
        return !now.isBefore(expiresAt);
    }

    /**
     * Whether its record was written after that session began. Then, read live and never forwarded, no other pod can have
     * had it.
     */
    boolean newerThan(SessionEpoch session) {
        return producedAt.toEpochMilli() * 1000 > session.value();
    }

    String result(PodId pod, Ending ending, Instant completedAt) {
        return new CommandResult(
                        command.commandId(),
                        command.chargePointId(),
                        command.type(),
                        ending.outcome().label(),
                        ending.sentAt() != null,
                        ending.status(),
                        ending.payload(),
                        ending.error(),
                        pod,
                        ending.session(),
                        0,
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
            @Nullable String status,
            @Nullable String payload,
            @Nullable String error) {

        static Ending unsent(Outcome outcome, @Nullable SessionEpoch session, @Nullable String error) {
            return new Ending(outcome, null, session, null, null, error);
        }
    }
}
