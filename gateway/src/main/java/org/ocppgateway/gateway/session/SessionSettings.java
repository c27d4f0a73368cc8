package org.ocppgateway.gateway.session;

import java.time.Duration;
import java.util.List;
import org.ocppgateway.gateway.session.decision.DecisionSettings;
import org.ocppgateway.gateway.session.decision.RegistrationPolicy;
import org.ocppgateway.gateway.session.publish.PublishSettings;
import org.ocppgateway.protocol.dictionary.Tolerance;

/**
 * Settings of every session.
 *
 * @param heartbeatInterval interval in the answer to a BootNotification
 * @param queues limits of the queues
 * @param bootGrace how long commands wait after the start of a session for activity of a charge point that is not known to be accepted
 * @param publish settings of publishing
 * @param registration answer to BootNotifications
 * @param decisions who decides about CALLs
 * @param tolerated tolerated deviations from the specification, by charge point make
 */
public record SessionSettings(
        Duration heartbeatInterval,
        QueueLimits queues,
        Duration bootGrace,
        PublishSettings publish,
        RegistrationPolicy registration,
        DecisionSettings decisions,
        List<Tolerance.Rule> tolerated) {
    public SessionSettings {
        tolerated = List.copyOf(tolerated);
    }
}
