package org.ocppgateway.routing.redis.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.ocppgateway.routing.Dependency;

class ServerStatesTest {
    private static final String ONE = "a:6379";
    private static final String OTHER = "b:6379";

    private final AtomicLong now = new AtomicLong();
    private final Dependency dependency = new Dependency("redis", Clock.systemUTC());
    private final ServerStates states = new ServerStates(
            Duration.ofSeconds(10), dependency, new RedisMetrics(new PrometheusRegistry(), () -> 0, 1), now::get);

    private void pass(int seconds) {
        now.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    private void acceptFor(String server, int seconds) {
        for (int second = 0; second < seconds; second++) {
            states.accepted(server);
            pass(1);
        }
        states.accepted(server);
    }

    @Test
    void nothingIsKnownBeforeTheFirstWrite() {
        assertEquals(Duration.ZERO, states.acceptedFor(ONE));
        assertFalse(dependency.state().reachable());
    }

    @Test
    void timeCountsWhileEveryWriteIsAccepted() {
        acceptFor(ONE, 30);
        assertEquals(Duration.ofSeconds(30), states.acceptedFor(ONE));
        assertTrue(dependency.state().reachable());
    }

    @Test
    void aRefusalIsAnOutageUntilTheNextSuccess() {
        acceptFor(ONE, 30);
        states.out(ONE, "oom", "refused: OOM");
        assertEquals(Duration.ZERO, states.acceptedFor(ONE));
        assertEquals("refused: OOM", dependency.state().problem());
        assertEquals(1, states.out());

        acceptFor(ONE, 5);
        assertEquals(Duration.ofSeconds(5), states.acceptedFor(ONE));
        assertNull(dependency.state().problem());
        assertEquals(0, states.out());
    }

    @Test
    void aRetriedCallIsAGapAndNoOutage() {
        acceptFor(ONE, 30);
        states.interrupted(ONE);
        assertEquals(Duration.ZERO, states.acceptedFor(ONE));
        assertTrue(dependency.state().reachable());
        acceptFor(ONE, 5);
        assertEquals(Duration.ofSeconds(5), states.acceptedFor(ONE));
    }

    @Test
    void aPauseOfThisProcessIsAGap() {
        acceptFor(ONE, 30);
        pass(11);
        assertEquals(Duration.ZERO, states.acceptedFor(ONE), "immediately after the pause");
        acceptFor(ONE, 5);
        assertEquals(Duration.ofSeconds(5), states.acceptedFor(ONE));
    }

    @Test
    void oneServerOfAClusterIsOutAloneAndIsReported() {
        acceptFor(ONE, 30);
        acceptFor(OTHER, 30);
        states.out(ONE, "oom", "refused: OOM");
        assertEquals(Duration.ofSeconds(30), states.acceptedFor(OTHER));
        assertEquals(
                "1 of 2 servers are unavailable: a:6379: refused: OOM",
                dependency.state().problem());
    }

    @Test
    void aServerWithoutKeysIsDropped() {
        acceptFor(ONE, 3);
        acceptFor(OTHER, 3);
        states.out(ONE, "unreachable", "connection refused");
        states.keepOnly(List.of(OTHER));
        assertTrue(dependency.state().reachable());
        assertEquals(0, states.out());
    }

    @Test
    void whileTheServersAreUnknownAllAreOut() {
        acceptFor(ONE, 30);
        states.lost("unreachable", "no sentinel answers");
        assertEquals(Duration.ZERO, states.acceptedFor(ONE));
        assertEquals("no sentinel answers", dependency.state().problem());

        states.found();
        assertFalse(dependency.state().reachable(), "not before a write was taken");
        states.accepted(ONE);
        assertTrue(dependency.state().reachable());
    }
}
