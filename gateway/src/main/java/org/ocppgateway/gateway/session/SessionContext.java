package org.ocppgateway.gateway.session;

import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.ocppgateway.gateway.session.decision.Decisions;
import org.ocppgateway.gateway.session.publish.RejectionRecorder;
import org.ocppgateway.gateway.session.publish.RetryingPublisher;
import org.ocppgateway.protocol.MessageId;
import org.ocppgateway.routing.registration.Registrations;
import org.ocppgateway.routing.route.Routes;

/** What all sessions share. */
record SessionContext(
        SessionSettings settings,
        HandlerRegistry handlers,
        Routes routes,
        Registrations registrations,
        RetryingPublisher publishing,
        Decisions decisions,
        InstantSource clock,
        LongSupplier nanoTime,
        Supplier<MessageId> messageIds,
        SessionMetrics metrics,
        RejectionRecorder rejections) {}
