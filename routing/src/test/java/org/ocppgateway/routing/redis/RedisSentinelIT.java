package org.ocppgateway.routing.redis;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.routing.redis.client.RedisLink;
import org.ocppgateway.routing.redis.client.RedisSettings;
import redis.clients.jedis.RedisClient;

class RedisSentinelIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CHARGE_POINTS = 50;

    private static SessionEpoch claim(RedisRoutes routes, ChargePointId id) throws InterruptedException {
        return routes.claim(id, OcppVersion.V1_6, Instant.EPOCH, loss -> {}).epoch();
    }

    @Test
    void aFailoverLosesNoRouteAndNoEpochIsUsedTwice() throws Exception {
        try (TestSentinels sentinels = TestSentinels.start();
                RedisClient replica = sentinels.replica()) {
            RedisSettings settings = TestRedis.settings(sentinels.uri());
            RedisLink link = new RedisLink(settings, new PrometheusRegistry(), Clock.systemUTC());
            RedisRoutes routes = new RedisRoutes(
                    settings,
                    link,
                    TestRedis.incarnation("gateway-0", "a"),
                    17,
                    (pod, it) -> {},
                    new PrometheusRegistry(),
                    Clock.systemUTC());
            routes.start();
            Map<ChargePointId, SessionEpoch> epochs = new HashMap<>();
            for (int i = 0; i < CHARGE_POINTS; i++) {
                ChargePointId id = new ChargePointId("CP-" + i);
                epochs.put(id, claim(routes, id));
            }

            sentinels.killMaster();
            // Writes that the new master had not received when the old one died are lost.
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> replica.info("replication").contains("role:master")
                            && replica.del("conn:CP-1") + replica.del("conn:CP-2") > 0);

            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> epochs.entrySet().stream()
                            .allMatch(each -> String.valueOf(replica.get("conn:" + each.getKey()))
                                    .contains("\"epoch\":" + each.getValue() + ",")));
            for (Map.Entry<ChargePointId, SessionEpoch> each : epochs.entrySet()) {
                SessionEpoch later = claim(routes, each.getKey());
                assertTrue(later.compareTo(each.getValue()) > 0, each + " and then " + later);
            }
            await().atMost(PATIENCE).until(() -> link.dependency().state().reachable());
            routes.stop();
            link.close(Duration.ofSeconds(1));
        }
    }
}
