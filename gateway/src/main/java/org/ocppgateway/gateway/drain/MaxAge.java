package org.ocppgateway.gateway.drain;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.limit.RateLimit;
import org.ocppgateway.gateway.limit.TokenBucket;
import org.ocppgateway.gateway.session.AgeLimit;
import org.ocppgateway.gateway.session.Departure;
import org.ocppgateway.gateway.session.LeaveReason;
import org.ocppgateway.gateway.session.Sessions;
import org.ocppgateway.routing.Loop;

/**
 * Lets sessions leave at a maximum age ({@link AgeLimit}), so that charge points spread over all pods again. At most {@link LeavePlan#MIN_RATE} sessions leave per second, and
 * none while the pod is not ready.
 */
public final class MaxAge {
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

    private final AgeLimit limit;
    private final Sessions sessions;
    private final PodReadiness readiness;
    private final TokenBucket pace =
            new TokenBucket(new RateLimit(LeavePlan.MIN_RATE, LeavePlan.MIN_RATE), System.nanoTime());
    private @Nullable Loop loop;

    /** @param maxAge above zero */
    public MaxAge(Duration maxAge, Sessions sessions, PodReadiness readiness) {
        this.limit = new AgeLimit(maxAge);
        this.sessions = sessions;
        this.readiness = readiness;
    }

    /** Starts the checks. */
    public void start() {
        loop = Loop.start("max-age", Loop.pause(CHECK_INTERVAL), this::check);
    }

    /** Stops the checks. */
    public void stop() throws InterruptedException {
        if (loop != null) {
            loop.stop();
        }
    }

    /** Whether the thread runs. */
    public boolean running() {
        return loop != null && loop.running();
    }

    private void check() {
        if (readiness.isReady()) {
            sessions.leaveAged(
                    limit,
                    new Departure(LeaveReason.MAX_AGE, LeavePlan.CALL_LIMIT),
                    () -> pace.tryTake(System.nanoTime()));
        }
    }
}
