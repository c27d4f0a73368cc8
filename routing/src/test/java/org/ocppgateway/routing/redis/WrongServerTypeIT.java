package org.ocppgateway.routing.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.testing.TestPorts;
import org.ocppgateway.routing.redis.client.RedisLink;
import org.ocppgateway.routing.redis.client.RedisProblem;

/** A URI of the wrong type is detected at the first connection; the message contains the right one. */
class WrongServerTypeIT {

    private static String problem(String uri) throws Exception {
        RedisLink link = new RedisLink(TestRedis.settings(uri), new PrometheusRegistry(), Clock.systemUTC());
        Optional<RedisProblem> problem = link.awaitFirstProbe();
        assertEquals(problem.isEmpty(), link.dependency().state().reachable());
        link.close(Duration.ofSeconds(1));
        return problem.map(RedisProblem::message).orElse("none");
    }

    private static void assertSays(String advice, String uri) throws Exception {
        String problem = problem(uri);
        assertTrue(problem.contains(advice), problem);
    }

    @Test
    void aClusterNodeIsNoSingleServer() throws Exception {
        try (TestCluster cluster = TestCluster.start()) {
            String address = cluster.uri().substring("redis-cluster://".length());
            assertSays("write redis-cluster://" + address, "redis://" + address);
            assertEquals("none", problem(cluster.uri()));
        }
    }

    @Test
    void aSingleServerIsNoClusterAndNoSentinel() throws Exception {
        String address = "127.0.0.1:" + TestRedis.shared().port();
        assertSays("write redis://" + address, "redis-cluster://" + address);
        assertSays("write redis://" + address, "redis-sentinel://" + address + "/main");
        assertEquals("none", problem("redis://" + address));
    }

    @Test
    void aSentinelIsNoSingleServerAndKnowsItsMastersByName() throws Exception {
        try (TestSentinels sentinels = TestSentinels.start()) {
            String uri = sentinels.uri();
            String first = uri.substring("redis-sentinel://".length(), uri.indexOf(','));
            assertSays("write redis-sentinel://" + first, "redis://" + first);
            assertSays("it knows [main]", uri.replace("/main", "/other"));
            assertEquals("none", problem(uri));
        }
    }

    @Test
    void aServerThatDoesNotAnswerIsNotOfTheWrongType() throws Exception {
        RedisLink link = new RedisLink(
                TestRedis.settings("redis://127.0.0.1:" + TestPorts.free()),
                new PrometheusRegistry(),
                Clock.systemUTC());
        assertEquals(Optional.empty(), link.awaitFirstProbe());
        assertFalse(link.dependency().state().reachable());
        link.close(Duration.ofSeconds(1));
    }
}
