package org.ocppgateway.protocol.translation;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.model.EventPriority;
import org.ocppgateway.protocol.model.EventType;

/**
 * Message translated into the unified model. {@link org.ocppgateway.protocol.handler.Uplink.Accepted} describes the components.
 */
public record TranslatedEvent(
        EventType type,
        String fields,
        EventPriority priority,
        @Nullable String contentKey) {

    /** Creates an event with normal priority whose duplicates are harmless. */
    public static TranslatedEvent of(EventType type, String fields) {
        return new TranslatedEvent(type, fields, EventPriority.NORMAL, null);
    }
}
