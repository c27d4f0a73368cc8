package org.ocppgateway.gateway.session.decision;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.json.JsonBuilder;
import org.ocppgateway.protocol.model.EventType;
import org.ocppgateway.protocol.model.UnifiedModel;
import org.ocppgateway.routing.registration.Registration;

/**
 * Answer to a BootNotification without a decision of the backend.
 *
 * @param retryInterval time after which a charge point that is not accepted may try again
 */
public record RegistrationPolicy(Registration.Status status, Duration retryInterval) {

    /** The answer as a unified reply; null accepts. */
    @Nullable
    Payload decision() {
        return switch (status) {
            case ACCEPTED -> null;
            case PENDING, REJECTED -> {
                String reply = new JsonBuilder()
                        .beginObject()
                        .field("status", status.label())
                        .field("interval", retryInterval.toSeconds())
                        .endObject()
                        .toString();
                yield Objects.requireNonNull(UnifiedModel.readReply(EventType.DEVICE_ONLINE, reply))
                        .payload();
            }
        };
    }

    /** The registration status in a unified reply. */
    public static Registration.Status statusOf(@Nullable Payload decision) {
        String status = decision == null ? null : decision.text("status");
        return status == null ? Registration.Status.ACCEPTED : Registration.Status.ofLabel(status);
    }
}
