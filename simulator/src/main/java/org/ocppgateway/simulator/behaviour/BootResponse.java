package org.ocppgateway.simulator.behaviour;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.Payload;

/**
 * What a server said to a BootNotification.
 *
 * @param interval between heartbeats if accepted, otherwise before the next BootNotification; zero leaves it to the charge point
 */
public record BootResponse(Registration registration, Duration interval) {

    /** How a charge point stands with its server. */
    public enum Registration {
        /** It has not been told since it was switched on. */
        UNKNOWN,
        PENDING,
        REJECTED,
        ACCEPTED
    }

    private static final long MAX_INTERVAL_SECONDS = Duration.ofDays(7).toSeconds();

    /** Reads the answer, which has the same form in all versions; what is no answer is a no. */
    public static BootResponse of(@Nullable Payload answer) {
        String status = answer == null ? null : answer.text("status");
        Long interval = answer == null ? null : answer.integer("interval");
        Registration registration = Registration.REJECTED;
        if ("Accepted".equals(status)) {
            registration = Registration.ACCEPTED;
        } else if ("Pending".equals(status)) {
            registration = Registration.PENDING;
        }
        long seconds = interval == null ? 0 : Math.clamp(interval, 0L, MAX_INTERVAL_SECONDS);
        return new BootResponse(registration, Duration.ofSeconds(seconds));
    }
}
