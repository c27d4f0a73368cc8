package org.ocppgateway.routing.redis;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ocppgateway.routing.route.RoutesUnavailableException;

class RedisOutagesIT {
    @Test
    void aPodThatCameLaterKnowsOfAnOutageThatAnotherOneSaw() throws Exception {
        try (TestRedis redis = TestRedis.start()) {
            RedisLink link = redis.link();
            RedisOutages witness = new RedisOutages(redis.settings(), link, Clock.systemUTC());
            assertEquals(Optional.empty(), witness.last());

            redis.stop();
            assertThrows(RoutesUnavailableException.class, witness::last);
            Instant before = Instant.now();
            redis.restart();
            await().ignoreExceptions()
                    .until(() -> witness.last().filter(before::isBefore).isPresent());

            RedisLink later = redis.link();
            RedisOutages newcomer = new RedisOutages(redis.settings(), later, Clock.systemUTC());
            await().until(() -> newcomer.last().isPresent());
            assertEquals(
                    witness.last().map(Instant::toEpochMilli), newcomer.last().map(Instant::toEpochMilli));
            link.close(Duration.ofSeconds(1));
            later.close(Duration.ofSeconds(1));
        }
    }
}
