package org.ocppgateway.routing.client;

import java.time.Duration;
import org.ocppgateway.routing.kafka.KafkaSettings;
import org.ocppgateway.routing.redis.RedisSettings;

/**
 * How a backend reaches the gateway.
 *
 * @param kafka the brokers, client properties (TLS, SASL) and names of the topics; what it says about creating topics is not used
 * @param redis where routes are; what it says about lifetimes is not used
 * @param validity after which a command expires that does not say when
 * @param resultGrace how long after its expiry a command's result is waited for: at least the gateway's
 *     {@code commands.answer-timeout} and what its sweeper takes after the loss of a pod
 * @param maxPending how many commands may wait for their result at a time; one more ends at once as {@code overloaded}
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
     * What fits a gateway that is configured as it comes.
     *
     * @param bootstrapServers of Kafka: {@code host:port}, comma-separated
     * @param redis {@code redis://host:port} or another {@linkplain org.ocppgateway.routing.redis.RedisAddress#parse form} of the gateway's
     *     {@code redis.uri}
     */
    public static ClientSettings of(String bootstrapServers, String redis) {
        return new ClientSettings(
                KafkaSettings.defaults(bootstrapServers),
                RedisSettings.defaults(redis),
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                10_000);
    }

    /** The same, but for the time after which a command expires. */
    public ClientSettings withValidity(Duration changed) {
        return new ClientSettings(kafka, redis, changed, resultGrace, maxPending);
    }
}
