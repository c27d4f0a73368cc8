package org.ocppgateway.gateway.config;

import static org.ocppgateway.gateway.config.Ranges.HOUR;
import static org.ocppgateway.gateway.config.Ranges.MAX_COUNT;
import static org.ocppgateway.gateway.config.Ranges.MILLISECOND;
import static org.ocppgateway.gateway.config.Ranges.YEAR;

import org.ocppgateway.routing.redis.client.RedisAddress;
import org.ocppgateway.routing.redis.client.RedisSettings;

/** Maps section {@code redis}. */
final class RedisMapping {
    private static final String NO_REDIS = "redis://127.0.0.1:6379";

    private RedisMapping() {}

    static RedisSettings read(Section redis) {
        RedisAddress address = redis.parsed("uri", RedisAddress::parse, RedisAddress.parse(NO_REDIS))
                .withCredentials(redis.text("user"), redis.text("password"))
                .withSentinelCredentials(redis.text("sentinel-user"), redis.text("sentinel-password"))
                .withStores(store(redis, "trust-store"), store(redis, "key-store"));
        return redis.build(
                () -> new RedisSettings(
                        address,
                        redis.duration("timeout", MILLISECOND, HOUR),
                        redis.integer("batch-size", 1, 100_000),
                        redis.integer("queue-limit", 1, 10 * MAX_COUNT),
                        redis.duration("retry-after", MILLISECOND, HOUR),
                        new RedisSettings.Lifetimes(
                                redis.duration("route-lifetime", MILLISECOND, HOUR),
                                redis.duration("route-renewal-interval", MILLISECOND, HOUR),
                                redis.duration("lease-lifetime", MILLISECOND, HOUR),
                                redis.duration("lease-renewal-interval", MILLISECOND, HOUR),
                                redis.duration("command-lifetime", MILLISECOND, YEAR),
                                redis.duration("registration-lifetime", MILLISECOND, YEAR.multipliedBy(10)))),
                RedisSettings.defaults(NO_REDIS));
    }

    private static RedisAddress.Store store(Section redis, String key) {
        return new RedisAddress.Store(redis.text(key), redis.text(key + "-password"));
    }
}
