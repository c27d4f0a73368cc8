package org.ocppgateway.routing.redis;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.ocppgateway.routing.TestRelay;
import org.ocppgateway.routing.redis.client.RedisLink;
import org.ocppgateway.routing.redis.client.RedisSettings;
import org.ocppgateway.routing.route.PeerAddress;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClient;

/** The old master continues as a replica, and its connections stay open. */
class RedisFailoverIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static PodLease lease(RedisSettings settings, RedisLink link) {
        return new PodLease(
                settings,
                link,
                TestRedis.incarnation("gateway-0", "a"),
                new PeerAddress("127.0.0.1:1", ""),
                17,
                0,
                Clock.systemUTC(),
                () -> {});
    }

    @Test
    void theNewMasterBehindAFixedAddressIsFound() throws Exception {
        try (TestRedis old = TestRedis.start();
                TestRedis next = TestRedis.start();
                Jedis atOld = old.admin();
                Jedis atNext = next.admin();
                TestRelay address = TestRelay.to(old.port())) {
            RedisSettings settings = TestRedis.settings("redis://127.0.0.1:" + address.port());
            RedisLink link = new RedisLink(settings, new PrometheusRegistry(), Clock.systemUTC());
            PodLease lease = lease(settings, link);
            lease.acquire();

            address.turnTo(next.port());
            atOld.replicaof("127.0.0.1", next.port());

            await().atMost(PATIENCE).until(() -> atNext.exists("pod:gateway-0"));
            await().atMost(PATIENCE).until(() -> link.dependency().state().reachable());
            lease.end();
            link.close(Duration.ofSeconds(1));
        }
    }

    @Test
    void anOldMasterWithoutItsReplicasIsReplacedByTheNewOne() throws Exception {
        try (TestRedis old = TestRedis.start();
                TestRedis next = TestRedis.start();
                Jedis atOld = old.admin();
                Jedis atNext = next.admin();
                TestRelay address = TestRelay.to(old.port())) {
            RedisSettings settings = TestRedis.settings("redis://127.0.0.1:" + address.port());
            RedisLink link = new RedisLink(settings, new PrometheusRegistry(), Clock.systemUTC());
            PodLease lease = lease(settings, link);
            lease.acquire();

            address.turnTo(next.port());
            RefusedWrites.NOREPLICAS.begin(atOld, Path.of("unused"));

            await().atMost(PATIENCE).until(() -> atNext.exists("pod:gateway-0"));
            lease.end();
            link.close(Duration.ofSeconds(1));
        }
    }

    @Test
    void theSentinelsMasterIsFollowedWhileTheOldOneStillAnswers() throws Exception {
        try (TestSentinels sentinels = TestSentinels.start();
                RedisClient replica = sentinels.replica()) {
            RedisSettings settings = TestRedis.settings(sentinels.uri());
            RedisLink link = new RedisLink(settings, new PrometheusRegistry(), Clock.systemUTC());
            PodLease lease = lease(settings, link);
            lease.acquire();
            await().atMost(PATIENCE).until(() -> link.dependency().state().reachable());

            sentinels.failOver();

            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() ->
                            replica.info("replication").contains("role:master") && replica.del("pod:gateway-0") > 0);
            await().atMost(PATIENCE).ignoreExceptions().until(() -> replica.exists("pod:gateway-0"));
            await().atMost(PATIENCE).until(() -> link.dependency().state().reachable());
            assertEquals(sentinels.replicaAddress(), link.serverOf("pod:gateway-0"));
            lease.end();
            link.close(Duration.ofSeconds(1));
        }
    }
}
