package org.ocppgateway.routing.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How this pod uses Kafka.
 *
 * @param bootstrapServers {@code host:port}, comma-separated
 * @param clientProperties passed through to every Kafka client as they are, for example for TLS and SASL; they cannot
 *     change what the promises rest on (acks, idempotence)
 * @param createTopics whether missing topics are created at start; otherwise they are a reason not to start
 * @param deliveryTimeout how long a record may stay unacknowledged before it counts as failed
 * @param requestTimeout how long one request to a broker may take
 * @param linger how long a record may wait for others to share its batch
 * @param batchSizeBytes the size at which a batch is sent at once
 * @param maxInFlight how many records may be unacknowledged at a time; one more fails at once
 * @param startTimeout how long to wait at start for the topics to be there and to serve
 * @param maxRequestBytes the largest record, and the largest request
 */
public record KafkaSettings(
        String bootstrapServers,
        Map<String, String> clientProperties,
        Topics topics,
        boolean createTopics,
        Duration deliveryTimeout,
        Duration requestTimeout,
        Duration linger,
        int batchSizeBytes,
        int maxInFlight,
        Duration startTimeout,
        int maxRequestBytes) {
    /** What an event has besides the message, which is in it twice: as received, and in the unified fields. */
    private static final int ENVELOPE_BYTES = 64 * 1024;

    private static final int DEFAULT_MESSAGE_BYTES = 1024 * 1024;

    public KafkaSettings {
        if (bootstrapServers.isBlank()) {
            throw new IllegalArgumentException("bootstrap servers must be given as host:port");
        }
        if (maxInFlight < 1 || batchSizeBytes < 1) {
            throw new IllegalArgumentException("records in flight and the batch size must be positive");
        }
        if (deliveryTimeout.compareTo(requestTimeout.plus(linger)) < 0) {
            throw new IllegalArgumentException("the delivery timeout (" + deliveryTimeout
                    + ") must be at least the request timeout plus linger (" + requestTimeout.plus(linger) + ")");
        }
        if (startTimeout.compareTo(requestTimeout) < 0) {
            throw new IllegalArgumentException("the start timeout must be at least the request timeout");
        }
        clientProperties = Map.copyOf(clientProperties);
    }

    /** With the request size for messages of the default size. */
    public KafkaSettings(
            String bootstrapServers,
            Map<String, String> clientProperties,
            Topics topics,
            boolean createTopics,
            Duration deliveryTimeout,
            Duration requestTimeout,
            Duration linger,
            int batchSizeBytes,
            int maxInFlight,
            Duration startTimeout) {
        this(
                bootstrapServers,
                clientProperties,
                topics,
                createTopics,
                deliveryTimeout,
                requestTimeout,
                linger,
                batchSizeBytes,
                maxInFlight,
                startTimeout,
                maxRequestBytes(DEFAULT_MESSAGE_BYTES));
    }

    /** What the event of a message of that size may take: {@code max.request.size}, and {@code max.message.bytes} of the topics. */
    public static int maxRequestBytes(int maxMessageBytes) {
        return 2 * maxMessageBytes + ENVELOPE_BYTES;
    }

    /** The values that {@code reference.conf} documents, for a broker at the given address. */
    public static KafkaSettings defaults(String bootstrapServers) {
        return new KafkaSettings(
                bootstrapServers,
                Map.of(),
                Topics.defaults(),
                false,
                Duration.ofSeconds(10),
                Duration.ofSeconds(3),
                Duration.ofMillis(2),
                128 * 1024,
                10_000,
                Duration.ofSeconds(30));
    }

    /** Without the values of client properties, some of which are secrets. */
    @Override
    public String toString() {
        return "KafkaSettings[" + bootstrapServers + ", client properties " + clientProperties.keySet() + ", " + topics
                + "]";
    }

    /** The four topics of the contract. */
    public record Topics(Topic events, Topic commands, Topic results, Topic deadLetters) {
        public static Topics defaults() {
            return new Topics(
                    new Topic("ocpp-events-up", 12, (short) 1, Duration.ofDays(7)),
                    new Topic("commands-down", 128, (short) 1, Duration.ofDays(1)),
                    new Topic("command-results", 12, (short) 1, Duration.ofDays(7)),
                    new Topic("commands-dead-letter", 3, (short) 1, Duration.ofDays(14)));
        }

        List<Topic> all() {
            return List.of(events, commands, results, deadLetters);
        }
    }

    /**
     * One topic.
     *
     * @param partitions how many it has; for an existing topic the least it must have
     * @param replication how many replicas each partition has, when it is created here
     * @param retention how long records are kept, when it is created here; Kafka removes whole segments, so some stay longer by up to
     *     {@link #segment}
     */
    public record Topic(String name, int partitions, short replication, Duration retention) {
        private static final int SEGMENTS = 24;
        private static final Duration SHORTEST_SEGMENT = Duration.ofMinutes(10);

        public Topic {
            if (name.isBlank() || partitions < 1 || replication < 1) {
                throw new IllegalArgumentException("a topic has a name, partitions and replicas");
            }
        }

        /** How long one segment is written. Without it Kafka would keep what little is written for a week. */
        Duration segment() {
            Duration part = retention.dividedBy(SEGMENTS);
            return part.compareTo(SHORTEST_SEGMENT) < 0 ? SHORTEST_SEGMENT : part;
        }
    }
}
