package org.ocppgateway.routing.redis;

import java.time.Duration;

/**
 * How this pod uses Redis.
 *
 * @param timeout how long to wait for a connection or for an answer
 * @param batchSize how many operations go into one pipeline at most
 * @param queueLimit how many operations may wait for their pipeline; one more fails at once
 * @param retryAfter between two probes of a server; to one that is out nothing else goes
 * @param routeLifetime after which an unrenewed route ends
 * @param renewalInterval in which every route is renewed once
 * @param leaseLifetime after which a pod that does not renew its lease counts as dead
 * @param leaseRenewalInterval how often the lease is renewed
 * @param commandLifetime how long a command's state and outcome are remembered
 * @param registrationLifetime how long a registration is remembered after it was recorded or last asked for
 */
public record RedisSettings(
        RedisAddress address,
        Duration timeout,
        int batchSize,
        int queueLimit,
        Duration retryAfter,
        Duration routeLifetime,
        Duration renewalInterval,
        Duration leaseLifetime,
        Duration leaseRenewalInterval,
        Duration commandLifetime,
        Duration registrationLifetime) {

    public RedisSettings {
        if (batchSize < 1 || queueLimit < 1) {
            throw new IllegalArgumentException("the batch size and the queue limit must be positive");
        }
        requireShorter("the renewal interval", renewalInterval, "the route lifetime", routeLifetime);
        requireShorter("the time after which Redis is tried again", retryAfter, "the lease lifetime", leaseLifetime);
        requireShorter("the lease renewal interval", leaseRenewalInterval, "the lease lifetime", leaseLifetime);
    }

    /**
     * How long a call may take until it was done or has failed: two attempts, each of which waits for a connection and for an answer.
     * After one that failed the server is out, and calls fail at once.
     */
    public Duration longestCall() {
        return timeout.multipliedBy(4);
    }

    /** The values that {@code reference.conf} documents, for a Redis at the {@linkplain RedisAddress#parse given URI}. */
    public static RedisSettings defaults(String uri) {
        return new RedisSettings(
                RedisAddress.parse(uri),
                Duration.ofMillis(500),
                500,
                50_000,
                Duration.ofSeconds(1),
                Duration.ofSeconds(90),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                Duration.ofSeconds(3),
                Duration.ofHours(24),
                Duration.ofDays(365));
    }

    private static void requireShorter(String name, Duration shorter, String otherName, Duration longer) {
        if (shorter.toMillis() < 1 || shorter.compareTo(longer) >= 0) {
            throw new IllegalArgumentException(name + " must be positive and shorter than " + otherName);
        }
    }
}
