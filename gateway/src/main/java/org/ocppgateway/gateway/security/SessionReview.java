package org.ocppgateway.gateway.security;

import java.util.Collection;
import org.ocppgateway.gateway.authentication.Authenticated;
import org.ocppgateway.gateway.credential.CredentialChain;
import org.ocppgateway.gateway.log.GatewayLogEvent;
import org.ocppgateway.gateway.session.Sessions;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.log.EventLog;

/** Ends sessions whose entry was deleted or blocked, or whose profile was raised. Thread-safe. */
public final class SessionReview {
    private static final EventLog LOG = EventLog.of(SessionReview.class);

    private final CredentialChain sources;
    private final Sessions sessions;

    SessionReview(CredentialChain sources, Sessions sessions) {
        this.sources = sources;
        this.sessions = sessions;
    }

    /** Reads the entry of a charge point that may have changed, and ends its session on this pod if the entry no longer permits it. May block. */
    public void review(ChargePointId chargePointId) throws InterruptedException {
        Authenticated session = sessions.authenticated(chargePointId);
        if (session != null && session.isEndedBy(sources.find(chargePointId))) {
            LOG.log(GatewayLogEvent.SESSION_CREDENTIALS_CHANGED, sessions.subject(chargePointId));
            sessions.end(chargePointId, "credentials changed");
        }
    }

    /** Reviews on another thread. Does not block. */
    public void reviewLater(ChargePointId chargePointId) {
        if (sessions.authenticated(chargePointId) == null) {
            return;
        }
        Thread.ofVirtual().name("session-review").start(() -> {
            try {
                review(chargePointId);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    void reviewAll(Collection<ChargePointId> changed) throws InterruptedException {
        for (ChargePointId chargePointId : changed) {
            review(chargePointId);
        }
    }
}
