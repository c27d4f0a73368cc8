package org.ocppgateway.protocol.translation;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.model.EventType;
import org.ocppgateway.protocol.model.Importance;

/** A message as the unified model sees it; the same parts as in an accepted uplink. */
public record Event(
        EventType type,
        String fields,
        Importance importance,
        @Nullable String contentKey) {

    /** Of no special importance, and harmless if it comes twice. */
    public static Event of(EventType type, String fields) {
        return new Event(type, fields, Importance.NORMAL, null);
    }
}
