package org.ocppgateway.gateway.session.publish;

import java.util.Set;
import org.ocppgateway.protocol.model.EventType;

/**
 * Settings of publishing.
 *
 * @param outage behaviour while events cannot be published
 * @param capacity limits over all charge points
 * @param masks masks that apply to events
 * @param mutedEvents types of events that are not published; their messages are answered nevertheless
 */
public record PublishSettings(
        OutageSettings outage, CapacitySettings capacity, EventMasks masks, Set<EventType> mutedEvents) {
    public PublishSettings {
        mutedEvents = Set.copyOf(mutedEvents);
    }
}
