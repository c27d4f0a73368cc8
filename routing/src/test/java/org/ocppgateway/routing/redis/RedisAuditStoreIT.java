package org.ocppgateway.routing.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.audit.AuditRecord;
import org.ocppgateway.routing.audit.AuditStore;
import org.ocppgateway.routing.audit.AuditStoreException;
import org.ocppgateway.routing.redis.client.RedisLink;
import redis.clients.jedis.RedisClient;

class RedisAuditStoreIT {
    private TestRedis redis;
    private RedisLink link;
    private AuditStore store;

    @BeforeEach
    void connect() throws Exception {
        redis = TestRedis.start();
        link = redis.link();
        store = new RedisAuditStore(link);
    }

    @AfterEach
    void disconnect() throws Exception {
        link.close(Duration.ofSeconds(1));
        redis.close();
    }

    private static AuditRecord call(String id) {
        Instant time = Instant.parse("2026-11-29T12:00:00.123Z");
        return new AuditRecord(id, time, new PodId("gateway-0"), "ops \"1\"\n", "PUT", "/api/v1/a%20b", 200);
    }

    @Test
    void recordsAreListedInTheOrderOfTheirIds() throws Exception {
        store.add(List.of(call("2-a-10"), call("1-a-0")));
        store.add(List.of(call("2-a-1")));
        store.add(List.of(call("2-a-1")));
        assertEquals(List.of(call("1-a-0"), call("2-a-1"), call("2-a-10")), store.list(null, 10));
        assertEquals(List.of(call("1-a-0"), call("2-a-1")), store.list(null, 2));
        assertEquals(List.of(call("2-a-10")), store.list("2-a-1", 10));
        assertEquals(List.of(call("2-a-1"), call("2-a-10")), store.list("1-b", 10), "an id of no record");
        assertEquals(List.of(), store.list("3", 10));
    }

    @Test
    void theNumberOfRecordsIsLimitedAndTheyExpire() throws Exception {
        for (int from = 0; from < AuditStore.MAX_RECORDS + 1000; from += 1000) {
            List<AuditRecord> batch = new ArrayList<>();
            for (int i = from; i < from + 1000; i++) {
                batch.add(call(String.format("%06d", 999_999 - i)));
            }
            store.add(batch);
        }
        try (RedisClient client = redis.client()) {
            assertEquals(AuditStore.MAX_RECORDS, client.zcard("audit"));
            assertTrue(client.pttl("audit") > Duration.ofDays(29).toMillis());
        }
        assertEquals(
                call(String.format("%06d", 999_999 - 10_999)),
                store.list(null, 1).getFirst(),
                "the latest stays");
    }

    @Test
    void aValueThatIsNoRecordIsSkipped() throws Exception {
        try (RedisClient client = redis.client()) {
            client.zadd("audit", 0, "nonsense");
        }
        store.add(List.of(call("1")));
        assertEquals(List.of(call("1")), store.list(null, 10));
    }

    @Test
    void anOutageIsReported() throws Exception {
        redis.close();
        assertThrows(AuditStoreException.class, () -> store.add(List.of(call("1"))));
        assertThrows(AuditStoreException.class, () -> store.list(null, 1));
    }
}
