package org.ocppgateway.gateway.session;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.ocppgateway.gateway.session.decision.DecisionSettings;
import org.ocppgateway.gateway.session.decision.RegistrationPolicy;
import org.ocppgateway.gateway.session.publish.CapacitySettings;
import org.ocppgateway.gateway.session.publish.EventMasks;
import org.ocppgateway.gateway.session.publish.OutageSettings;
import org.ocppgateway.protocol.dictionary.Tolerance;
import org.ocppgateway.protocol.model.EventType;

/**
 * The bounds and policies of every session.
 *
 * @param heartbeatInterval what a BootNotification is answered with
 * @param uplinkBound CALLs that wait for their turn; at the bound reading stops
 * @param downlinkBound commands that wait for their turn; at the bound they are refused
 * @param bootWait how long after the begin of a session commands wait for the first word of a charge point that is not known to be
 *     accepted
 * @param rememberedAnswers how many of the last answers are kept for CALLs that come again with the same id
 * @param outage what happens while events cannot be published
 * @param capacity how much is taken on at once
 * @param registration how a BootNotification is answered
 * @param decisions who decides what is answered
 * @param tolerated which strayings from the standard are forgiven, of whom
 * @param masks what is kept out of events
 * @param mutedEvents types of events that are not published; their messages are answered all the same
 */
public record SessionSettings(
        Duration heartbeatInterval,
        int uplinkBound,
        int downlinkBound,
        Duration bootWait,
        int rememberedAnswers,
        OutageSettings outage,
        CapacitySettings capacity,
        RegistrationPolicy registration,
        DecisionSettings decisions,
        List<Tolerance.Rule> tolerated,
        EventMasks masks,
        Set<EventType> mutedEvents) {
    public SessionSettings {
        tolerated = List.copyOf(tolerated);
        mutedEvents = Set.copyOf(mutedEvents);
    }
}
