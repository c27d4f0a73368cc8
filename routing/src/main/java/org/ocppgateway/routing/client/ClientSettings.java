package org.ocppgateway.routing.client;

import java.time.Duration;
import org.ocppgateway.routing.kafka.KafkaSettings;
import org.ocppgateway.routing.redis.client.RedisSettings;

/**
 * Settings of a backend's client.
 *
 * @param kafka brokers, client properties (TLS, SASL) and topic names; its settings for topic creation are ignored
 * @param redis location of the routes; its lifetimes are ignored
 * @param validity time after which a command without {@code expiresAt} expires
 * @param resultGrace maximum wait for a result after the command's expiry: at least the gateway's
 *     {@code commands.answer-timeout} plus the time its sweeper needs after the loss of a pod
 * @param maxPending maximum number of commands that wait for their result; one more ends immediately as
 *     {@code overloaded}
 */
public record ClientSettings(
        KafkaSettings kafka, RedisSettings redis, Duration validity, Duration resultGrace, int maxPending) {

    public ClientSettings {
        if (validity.toMillis() < 1 || resultGrace.isNegative()) {
            throw new IllegalArgumentException("the validity must be positive, the grace for results not negative");
        }
        if (maxPending < 1) {
            throw new IllegalArgumentException("at least one command must be allowed to wait for its result");
        }
    }

    /**
     * Defaults that match a gateway with default configuration.
     *
     * @param bootstrapServers Kafka's {@code host:port}, comma-separated
     * @param redis {@code redis://host:port} or another
     *     {@linkplain org.ocppgateway.routing.redis.client.RedisAddress#parse form} of the gateway's {@code redis.uri}
     */
    public static ClientSettings of(String bootstrapServers, String redis) {
        return new ClientSettings(
                KafkaSettings.defaults(bootstrapServers),
                RedisSettings.defaults(redis),
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                10_000);
    }

    /** Copies the settings with another validity. */
    public ClientSettings withValidity(Duration changed) {
        return new ClientSettings(kafka, redis, changed, resultGrace, maxPending);
    }
}
