package org.ocppgateway.routing.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ocppgateway.routing.ban.BanRecord;
import org.ocppgateway.routing.ban.BanStore;
import org.ocppgateway.routing.ban.BanStoreException;
import org.ocppgateway.routing.redis.client.RedisLink;
import redis.clients.jedis.RedisClient;

class RedisBanStoreIT {
    private static final Instant UNTIL = Instant.parse("2026-12-01T00:00:00Z");

    private TestRedis redis;
    private RedisLink link;
    private BanStore store;

    @BeforeEach
    void connect() throws Exception {
        redis = TestRedis.start();
        link = redis.link();
        store = new RedisBanStore(link);
    }

    @AfterEach
    void disconnect() throws Exception {
        link.close(Duration.ofSeconds(1));
        redis.close();
    }

    @Test
    void aBanIsStoredReadAndRemoved() throws Exception {
        BanRecord network = new BanRecord("a", new BanRecord.Target.Address("10.0.0.0/8"), UNTIL, "test \"1\"");
        BanRecord chargePoint = new BanRecord("b", new BanRecord.Target.ChargePoint("CP 1"), UNTIL, "test");
        assertTrue(store.add(network));
        assertTrue(store.add(chargePoint));
        assertTrue(store.add(chargePoint), "repeated");
        assertEquals(Set.of(network, chargePoint), Set.copyOf(store.all()));
        assertTrue(store.remove("a"));
        assertFalse(store.remove("a"));
        assertEquals(List.of(chargePoint), store.all());
    }

    @Test
    void theNumberOfBansIsLimited() throws Exception {
        for (int i = 0; i < BanStore.MAX_BANS; i++) {
            assertTrue(store.add(new BanRecord("ban-" + i, new BanRecord.Target.ChargePoint("CP"), UNTIL, "test")));
        }
        assertFalse(store.add(new BanRecord("more", new BanRecord.Target.ChargePoint("CP"), UNTIL, "test")));
        assertEquals(BanStore.MAX_BANS, store.all().size());
    }

    @Test
    void aValueThatIsNoBanIsSkipped() throws Exception {
        try (RedisClient client = redis.client()) {
            client.hset("bans", "x", "nonsense");
        }
        assertEquals(List.of(), store.all());
    }

    @Test
    void anOutageIsReported() throws Exception {
        redis.stop();
        assertThrows(BanStoreException.class, store::all);
    }
}
