package org.ocppgateway.gateway.session;

import java.util.function.Supplier;
import org.ocppgateway.gateway.journal.FrameRecorder;
import org.ocppgateway.protocol.MessageId;
import org.ocppgateway.routing.history.SessionHistory;
import org.ocppgateway.routing.registration.Registrations;
import org.ocppgateway.routing.route.Routes;

/** Settings and services that all sessions share. */
record SessionContext(
        SessionSettings settings,
        HandlerRegistry handlers,
        SessionPorts ports,
        UplinkServices uplink,
        SessionTime time,
        Supplier<MessageId> messageIds,
        SessionMetrics metrics) {

    Routes routes() {
        return ports.routes();
    }

    Registrations registrations() {
        return ports.registrations();
    }

    FrameRecorder frames() {
        return ports.frames();
    }

    SessionHistory history() {
        return ports.history();
    }

    PasswordRotations rotations() {
        return ports.rotations();
    }
}
