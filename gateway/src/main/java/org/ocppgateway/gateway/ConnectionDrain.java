package org.ocppgateway.gateway;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.ocppgateway.gateway.connection.CloseStatus;
import org.ocppgateway.gateway.connection.Connections;
import org.ocppgateway.gateway.endpoint.Endpoint;
import org.ocppgateway.gateway.session.Sessions;

/** Lets all sessions leave at shutdown and waits until they have ended. */
record ConnectionDrain(Endpoint endpoint, Connections connections, Sessions sessions) {
    private static final long POLL_INTERVAL_MILLIS = 10;
    private static final CloseStatus RESTART = new CloseStatus(CloseStatus.SERVICE_RESTART, "the gateway restarts");

    /**
     * Closes each connection as soon as its outstanding CALLs have ended, after half of the timeout at the latest. Blocks until all
     * sessions have ended.
     *
     * @throws IllegalStateException if connections remain after the timeout; stopping the endpoint aborts them
     */
    void drain(Duration timeout) throws InterruptedException {
        sessions.stop();
        endpoint.stopAccepting();
        Duration half = timeout.dividedBy(2);
        sessions.leaveAll(RESTART, half);
        if (awaitNoSessions(half)) {
            return;
        }
        connections.closeAll(RESTART);
        if (!awaitNoSessions(half)) {
            throw new IllegalStateException("connections not closed within the timeout: " + connections.count());
        }
    }

    private boolean awaitNoSessions(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (connections.count() > 0 || sessions.unfinished() > 0) {
            if (System.nanoTime() - deadline >= 0) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_INTERVAL_MILLIS);
        }
        return true;
    }
}
