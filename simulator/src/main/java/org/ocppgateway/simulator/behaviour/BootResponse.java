package org.ocppgateway.simulator.behaviour;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.Payload;

/**
 * Content of a BootNotification response.
 *
 * @param interval heartbeat interval if accepted, otherwise the wait before the next BootNotification; zero if the
 *     charge point chooses
 */
public record BootResponse(Registration registration, Duration interval) {

    /** Registration status of a charge point at the server. */
    public enum Registration {
        /** No response since power-on. */
        UNKNOWN,
        PENDING,
        REJECTED,
        ACCEPTED
    }

    private static final long MAX_INTERVAL_SECONDS = Duration.ofDays(7).toSeconds();

    /**
     * Parses the response payload, which has the same form in all OCPP versions. An unreadable response counts as
     * rejected.
     */
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
