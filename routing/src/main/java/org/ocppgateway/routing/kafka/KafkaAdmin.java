package org.ocppgateway.routing.kafka;

import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;

/** A process's one client for questions about topics and partitions. Any thread. */
public final class KafkaAdmin implements AutoCloseable {
    private static final Duration PATIENCE_AT_END = Duration.ofSeconds(1);

    private final Admin client;

    /** Does not wait for Kafka. */
    public KafkaAdmin(KafkaSettings settings) {
        this.client = KafkaClients.admin(settings);
    }

    Admin client() {
        return client;
    }

    @Override
    public void close() {
        client.close(PATIENCE_AT_END);
    }
}
