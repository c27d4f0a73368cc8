package org.ocppgateway.gateway;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.ocppgateway.gateway.connection.CloseStatus;
import org.ocppgateway.gateway.connection.Connections;
import org.ocppgateway.gateway.endpoint.Endpoint;
import org.ocppgateway.gateway.session.Sessions;

/** Closes all charge point connections at shutdown and waits until their sessions have ended. */
record ConnectionDrain(Endpoint endpoint, Connections connections, Sessions sessions) {
    private static final long POLL_INTERVAL_MILLIS = 10;

    /**
     * Closes all connections. Blocks until all sessions have ended.
     *
     * @throws IllegalStateException if connections remain after the timeout; stopping the endpoint cuts them
     */
    void drain(Duration timeout) throws InterruptedException {
        sessions.stop();
        endpoint.stopAccepting();
        connections.closeAll(new CloseStatus(CloseStatus.SERVICE_RESTART, "the gateway restarts"));
        if (!awaitNoSessions(timeout)) {
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
