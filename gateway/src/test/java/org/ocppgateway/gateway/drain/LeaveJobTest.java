package org.ocppgateway.gateway.drain;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ocppgateway.gateway.session.SessionFixture;

/** When a job has nothing more to do. With a manual clock. */
class LeaveJobTest {
    private final SessionFixture fixture = new SessionFixture();
    private final AtomicLong nanos = new AtomicLong();

    @AfterEach
    void stop() {
        fixture.stop();
    }

    /** Otherwise it would close each charge point that connects later. */
    @Test
    void aRebalanceThatFindsTooFewSessionsEndsAtItsLimit() {
        LeavePlan plan = LeavePlan.rebalance(5, 1);
        LeaveJob job = job(plan);
        assertFalse(job.step());
        pass(plan.limit().minusSeconds(1));
        assertFalse(job.step());
        pass(Duration.ofSeconds(2));
        assertTrue(job.step());
        assertFalse(job.step(), "once");
    }

    /** Sessions whose upgrade was in progress leave too. */
    @Test
    void aDrainEndsOnlyWithoutConnections() {
        LeaveJob job = job(LeavePlan.drain(
                1, new DrainSettings(Duration.ofSeconds(30), Duration.ZERO, 0), 0, Duration.ofSeconds(30)));
        pass(Duration.ofSeconds(60));
        assertFalse(job.step());
    }

    /** A job of a pod with a connection that has no session yet. */
    private LeaveJob job(LeavePlan plan) {
        return new LeaveJob(plan, fixture.sessions.leavingOrder(), () -> 1, nanos::get, Instant.EPOCH, ended -> {});
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
