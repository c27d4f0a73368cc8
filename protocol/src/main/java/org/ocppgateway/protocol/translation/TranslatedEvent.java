package org.ocppgateway.protocol.translation;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.model.EventPriority;
import org.ocppgateway.protocol.model.EventType;

/** A message as the unified model sees it; the same parts as in an accepted uplink. */
public record TranslatedEvent(
        EventType type,
        String fields,
        EventPriority priority,
        @Nullable String contentKey) {

    /** Of no special importance, and harmless if it comes twice. */
    public static TranslatedEvent of(EventType type, String fields) {
        return new TranslatedEvent(type, fields, EventPriority.NORMAL, null);
    }
}
