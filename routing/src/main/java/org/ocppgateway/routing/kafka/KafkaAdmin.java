package org.ocppgateway.routing.kafka;

import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;

/** The shared admin client of a process, for queries about topics and partitions. Thread-safe. */
public final class KafkaAdmin implements AutoCloseable {
    private static final Duration PATIENCE_AT_END = Duration.ofSeconds(1);

    private final Admin client;

    /** Creates the client without waiting for Kafka. */
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
