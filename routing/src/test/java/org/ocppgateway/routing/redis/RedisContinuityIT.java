package org.ocppgateway.routing.redis;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ocppgateway.routing.redis.client.RedisLink;
import org.ocppgateway.routing.redis.client.RedisSettings;
import org.ocppgateway.routing.redis.client.RedisUnavailableException;
import redis.clients.jedis.RedisClient;

/** An era of Redis ends with every event after which the state of a command may be missing. */
class RedisContinuityIT {
    private TestRedis redis;
    private RedisLink link;
    private RedisContinuity continuity;

    @BeforeEach
    void start() throws Exception {
        redis = TestRedis.start();
        link = redis.link();
        continuity = new RedisContinuity(redis.settings(), link, Clock.systemUTC());
    }

    @AfterEach
    void stop() throws Exception {
        link.close(Duration.ofSeconds(1));
        redis.close();
    }

    @Test
    void anEraStartsOnceForAllPods() throws Exception {
        Instant began = continuity.since();
        assertTrue(Duration.between(began, Instant.now()).abs().compareTo(Duration.ofSeconds(30)) < 0, began::toString);
        await().until(() -> Instant.now().isAfter(began.plusMillis(5)));
        assertEquals(began, continuity.since());
        RedisLink other = redis.link();
        assertEquals(began, new RedisContinuity(redis.settings(), other, Clock.systemUTC()).since());
        other.close(Duration.ofSeconds(1));
    }

    @Test
    void aFlushStartsANewEra() throws Exception {
        Instant began = aMomentAgo();
        try (RedisClient client = redis.client()) {
            client.flushAll();
        }
        assertTrue(continuity.since().isAfter(began));
    }

    @Test
    void anotherServerWithTheSameDataStartsANewEra() throws Exception {
        Instant began = aMomentAgo();
        try (RedisClient client = redis.client()) {
            client.hset("gateway:era", "server", "0123456789abcdef");
        }
        assertTrue(continuity.since().isAfter(began));
    }

    @Test
    void aPodIsCutOffIfOthersReachedRedisForLongerBeforeTheLossAndNotOtherwise() throws Exception {
        Clock neverStoodStill = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
        // The timeout only determines how long the pods wait for each other's reports.
        RedisSettings settings = TestRedis.withTimeout(redis.settings(), Duration.ofSeconds(1));
        RedisContinuity cutOff = new RedisContinuity(settings, link, neverStoodStill);
        // A lease that is longer than any pause of the test.
        RedisContinuity reaching =
                new RedisContinuity(TestRedis.withLease(settings, Duration.ofMinutes(10)), link, Clock.systemUTC());
        Instant began = cutOff.since();
        Duration lease = redis.settings().lifetimes().lease();
        await().until(() -> Instant.now().isAfter(began.plus(lease).plus(lease)));
        reaching.since();
        try (RedisClient client = redis.client()) {
            client.flushAll();
        }
        assertThrows(RedisUnavailableException.class, () -> cutOff.wasCutOffAfter(Instant.now()));

        await().ignoreExceptions().until(() -> {
            reaching.since();
            return cutOff.wasCutOffAfter(began);
        });
        assertFalse(reaching.wasCutOffAfter(began));
    }

    private Instant aMomentAgo() throws Exception {
        Instant began = continuity.since();
        await().until(() -> Instant.now().isAfter(began.plusMillis(5)));
        return began;
    }
}
