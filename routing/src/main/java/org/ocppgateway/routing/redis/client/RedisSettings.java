package org.ocppgateway.routing.redis.client;

import java.time.Duration;

/**
 * Redis settings of this process.
 *
 * @param timeout timeout of a connection attempt and of a reply
 * @param batchSize maximum number of operations in one pipeline
 * @param queueLimit maximum number of waiting operations; further ones fail immediately
 * @param retryAfter interval between two probes of a server; nothing else is sent to a server that is unavailable
 * @param lifetimes lifetimes of the keys and intervals of their renewal
 */
public record RedisSettings(
        RedisAddress address,
        Duration timeout,
        int batchSize,
        int queueLimit,
        Duration retryAfter,
        Lifetimes lifetimes) {

    public RedisSettings {
        if (batchSize < 1 || queueLimit < 1) {
            throw new IllegalArgumentException("the batch size and the queue limit must be positive");
        }
        requireShorter("the probe interval", retryAfter, "the lease lifetime", lifetimes.lease());
    }

    /**
     * Lifetimes of keys and intervals of their renewal.
     *
     * @param route lifetime of a route that is not renewed
     * @param routeRenewalInterval interval in which every route is renewed once
     * @param lease time after which a pod that does not renew its lease counts as dead
     * @param leaseRenewalInterval interval of lease renewals
     * @param command lifetime of a command's state and outcome
     * @param registration lifetime of a registration after it was last stored or read
     */
    public record Lifetimes(
            Duration route,
            Duration routeRenewalInterval,
            Duration lease,
            Duration leaseRenewalInterval,
            Duration command,
            Duration registration) {
        public Lifetimes {
            requireShorter("the renewal interval", routeRenewalInterval, "the route lifetime", route);
            requireShorter("the lease renewal interval", leaseRenewalInterval, "the lease lifetime", lease);
        }
    }

    /**
     * Maximum duration of a call: two attempts, each of which waits for a connection and for a reply. After a failed
     * attempt the server is unavailable and calls fail immediately.
     */
    public Duration longestCall() {
        return timeout.multipliedBy(4);
    }

    /**
     * The defaults that {@code reference.conf} documents, for a Redis at the {@linkplain RedisAddress#parse given URI}.
     */
    public static RedisSettings defaults(String uri) {
        return new RedisSettings(
                RedisAddress.parse(uri),
                Duration.ofMillis(500),
                500,
                50_000,
                Duration.ofSeconds(1),
                new Lifetimes(
                        Duration.ofSeconds(90),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(3),
                        Duration.ofHours(24),
                        Duration.ofDays(365)));
    }

    private static void requireShorter(String name, Duration shorter, String otherName, Duration longer) {
        if (shorter.toMillis() < 1 || shorter.compareTo(longer) >= 0) {
            throw new IllegalArgumentException(name + " must be positive and shorter than " + otherName);
        }
    }
}
