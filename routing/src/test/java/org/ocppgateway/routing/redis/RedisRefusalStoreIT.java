package org.ocppgateway.routing.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.redis.client.RedisLink;
import org.ocppgateway.routing.redis.client.RedisSettings;
import org.ocppgateway.routing.refusal.RefusalGroup;
import org.ocppgateway.routing.refusal.RefusalStage;
import org.ocppgateway.routing.refusal.RefusalStore;
import org.ocppgateway.routing.refusal.RefusalStoreException;
import org.ocppgateway.routing.refusal.RefusalSummary;
import redis.clients.jedis.RedisClient;

class RedisRefusalStoreIT {
    private final Instant now = Instant.now().minusSeconds(60);

    private final String id = "CP " + UUID.randomUUID().toString().substring(0, 18);
    private final String address = "2001:db8::" + UUID.randomUUID().toString().substring(0, 4);
    private TestRedis redis;
    private RedisLink link;
    private RefusalStore store;

    @BeforeEach
    void connect() throws Exception {
        redis = TestRedis.shared();
        link = redis.link();
        store = new RedisRefusalStore(link, Clock.systemUTC());
    }

    @AfterEach
    void disconnect() throws Exception {
        link.close(Duration.ofSeconds(1));
    }

    private RefusalSummary summary(@Nullable String chargePointId, String pod, int second, long count) {
        return new RefusalSummary(
                new RefusalGroup(address, chargePointId, RefusalStage.CREDENTIALS, "wrong-password"),
                new PodId(pod),
                now,
                now.plusSeconds(second),
                count,
                "details with \"quotes\"\nand a line break",
                null);
    }

    @Test
    void whatOnePodStoresIsFoundByIdentityAndByAddress() throws Exception {
        RefusalSummary known = summary(id, "gateway-0", 5, 3);
        RefusalSummary nameless = summary(null, "gateway-0", 6, 1);
        store.store(List.of(known, nameless));
        assertEquals(List.of(known), store.find(id, null, 10));
        assertEquals(List.of(known), store.find(id.substring(0, 10), null, 10));
        assertEquals(List.of(nameless, known), store.find(null, address, 10), "the latest first");
        assertEquals(List.of(nameless), store.find(null, address, 1));
        assertEquals(List.of(known), store.find(id, address, 10));
        assertEquals(List.of(), store.find(id, "192.0.2.99", 10));
        assertEquals(List.of(), store.find("no such", null, 10));
    }

    @Test
    void aLaterSummaryReplacesTheEarlierOneOfItsPodAndLeavesOtherPodsAlone() throws Exception {
        store.store(List.of(summary(id, "gateway-0", 5, 3), summary(id, "gateway-1", 6, 8)));
        store.store(List.of(summary(id, "gateway-0", 15, 9)));
        store.store(List.of(summary(id, "gateway-0", 15, 9)));
        assertEquals(
                List.of(summary(id, "gateway-0", 15, 9), summary(id, "gateway-1", 6, 8)), store.find(id, null, 10));
    }

    @Test
    void pagesFollowEachOtherAcrossManyKeys() throws Exception {
        try (TestRedis own = TestRedis.start()) {
            RedisLink ownLink = own.link();
            try {
                RefusalStore stored = new RedisRefusalStore(ownLink, Clock.systemUTC());
                List<RefusalSummary> all = new ArrayList<>();
                for (int i = 0; i < 300; i++) {
                    all.add(summary("CP-" + i, "gateway-0", 1 + i, 1));
                    all.add(summary("CP-" + i, "gateway-1", 1001 + (i * 7 % 300), 1));
                }
                for (int from = 0; from < all.size(); from += 150) {
                    stored.store(all.subList(from, from + 150));
                }
                all.sort(Comparator.comparing(RefusalSummary::last).reversed());
                List<RefusalSummary> read = new ArrayList<>();
                Instant[] before = {Instant.MAX};
                for (List<RefusalSummary> page = stored.find("CP-", null, s -> true, 70);
                        !page.isEmpty();
                        page = stored.find("CP-", null, s -> s.last().isBefore(before[0]), 70)) {
                    read.addAll(page);
                    before[0] = page.getLast().last();
                }
                assertEquals(all, read);
            } finally {
                ownLink.close(Duration.ofSeconds(1));
            }
        }
    }

    @Test
    void keysAreBoundedAndExpireAfterADay() throws Exception {
        List<RefusalSummary> many = new ArrayList<>();
        for (int i = 0; i < 2 * RedisRefusalStore.MAX_PER_KEY; i++) {
            many.add(summary(id, "gateway-" + i, i, 1));
        }
        store.store(many);
        try (RedisClient client = redis.client()) {
            assertEquals(RedisRefusalStore.MAX_PER_KEY, client.hlen("refusals:id:" + id));
            assertTrue(client.pttl("refusals:id:" + id) > Duration.ofHours(23).toMillis());
            assertTrue(client.pttl("refusals:index") > Duration.ofHours(23).toMillis());
        }
        List<RefusalSummary> found = store.find(id, null, 100);
        assertEquals(many.reversed().subList(0, RedisRefusalStore.MAX_PER_KEY), found, "the oldest have gone");
    }

    @Test
    void theIndexIsBoundedAndLosesWhatIsOlderThanADay() throws Exception {
        try (TestRedis own = TestRedis.start();
                RedisClient client = own.client()) {
            RedisLink ownLink = own.link();
            try {
                RefusalStore stored = new RedisRefusalStore(ownLink, Clock.systemUTC());
                for (int i = 0; i < RedisRefusalStore.MAX_INDEXED + 10; i++) {
                    client.zadd("refusals:index", (double) now.toEpochMilli() + i, "A" + i + "\t192.0.2.1");
                }
                client.zadd("refusals:index", 1, "OLD\t192.0.2.1");
                stored.store(List.of(summary(id, "gateway-0", 59, 1)));
                assertEquals(RedisRefusalStore.MAX_INDEXED, client.zcard("refusals:index"));
                assertEquals(1, stored.find(id, null, 10).size());
                assertEquals(null, client.zscore("refusals:index", "OLD\t192.0.2.1"));
            } finally {
                ownLink.close(Duration.ofSeconds(1));
            }
        }
    }

    @Test
    void whatIsNoSummaryIsPassedOver() throws Exception {
        RefusalSummary good = summary(id, "gateway-0", 5, 3);
        store.store(List.of(good));
        try (RedisClient client = redis.client()) {
            String key = "refusals:id:" + id;
            client.hset(key, "1", "nonsense");
            client.hset(key, "2", "12 {\"pod\":\"gateway-0\"}");
            client.hset(key, "3", "");
            client.hset(key, "4", "5 {\"pod\":{},\"address\":[]}");
            assertEquals(List.of(good), store.find(id, null, 10));
        }
    }

    @Test
    void aBatchHasALimitAndAnEmptyOneWritesNothing() throws Exception {
        store.store(List.of());
        List<RefusalSummary> tooMany = new ArrayList<>();
        for (int i = 0; i <= RefusalStore.MAX_BATCH; i++) {
            tooMany.add(summary(id, "gateway-0", i, 1));
        }
        assertThrows(IllegalArgumentException.class, () -> store.store(tooMany));
        assertThrows(IllegalArgumentException.class, () -> new RefusalGroup("a\tb", null, RefusalStage.TLS, "x"));
    }

    @Test
    void aClusterTakesTheKeysWhereverTheyBelong() throws Exception {
        try (TestCluster cluster = TestCluster.start()) {
            RedisSettings settings = TestRedis.settings(cluster.uri());
            RedisLink clusterLink = new RedisLink(settings, new PrometheusRegistry(), Clock.systemUTC());
            try {
                RefusalStore clustered = new RedisRefusalStore(clusterLink, Clock.systemUTC());
                List<RefusalSummary> batch = new ArrayList<>();
                for (int i = 0; i < 60; i++) {
                    batch.add(summary("CP-" + i, "gateway-0", i % 60, 1));
                }
                clustered.store(batch);
                assertEquals(60, clustered.find("CP-", null, 100).size());
            } finally {
                clusterLink.close(Duration.ofSeconds(1));
            }
        }
    }

    @Test
    void withoutRedisThatIsSaid() throws Exception {
        try (TestRedis broken = TestRedis.start()) {
            RedisLink brokenLink = broken.link();
            broken.stop();
            try {
                RefusalStore unreachable = new RedisRefusalStore(brokenLink, Clock.systemUTC());
                assertThrows(RefusalStoreException.class, () -> unreachable.find(null, null, 1));
                assertThrows(
                        RefusalStoreException.class, () -> unreachable.store(List.of(summary(id, "gateway-0", 1, 1))));
            } finally {
                brokenLink.close(Duration.ofSeconds(1));
            }
        }
    }
}
