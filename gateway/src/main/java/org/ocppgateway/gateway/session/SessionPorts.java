package org.ocppgateway.gateway.session;

import org.ocppgateway.gateway.journal.FrameRecorder;
import org.ocppgateway.routing.event.EventPublisher;
import org.ocppgateway.routing.history.SessionHistory;
import org.ocppgateway.routing.registration.Registrations;
import org.ocppgateway.routing.route.Routes;

/**
 * Access of the sessions to Kafka, Redis and the credential entries.
 *
 * @param frames receives all frames
 */
public record SessionPorts(
        Routes routes,
        Registrations registrations,
        SessionHistory history,
        EventPublisher publisher,
        PasswordRotations rotations,
        FrameRecorder frames) {}
