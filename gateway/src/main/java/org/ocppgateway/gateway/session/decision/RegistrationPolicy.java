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
 * How a BootNotification is answered when nobody else decides.
 *
 * @param retryInterval after which a charge point that is not accepted may try again
 */
public record RegistrationPolicy(Registration.Status status, Duration retryInterval) {

    /** The policy's word, as a backend would say it; null means: accept. */
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

    /** What a charge point has been told by a decision. */
    static Registration.Status statusOf(@Nullable Payload decision) {
        String status = decision == null ? null : decision.text("status");
        return status == null ? Registration.Status.ACCEPTED : Registration.Status.ofLabel(status);
    }
}
