package org.ocppgateway.routing.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Kafka settings of this process.
 *
 * @param bootstrapServers {@code host:port}, comma-separated
 * @param clientProperties passed to every Kafka client unchanged, for example for TLS and SASL; they cannot change
 *     settings on which the promises depend (acks, idempotence)
 * @param createTopics whether missing topics are created at start; otherwise they prevent the start
 * @param timeouts maximum durations
 * @param sending batches and limits of the producer
 */
public record KafkaSettings(
        String bootstrapServers,
        Map<String, String> clientProperties,
        Topics topics,
        boolean createTopics,
        Timeouts timeouts,
        Sending sending) {
    /** Size of an event without the message, which it contains twice: as received and in the unified fields. */
    private static final int ENVELOPE_BYTES = 64 * 1024;

    private static final int DEFAULT_MESSAGE_BYTES = 1024 * 1024;

    public KafkaSettings {
        if (bootstrapServers.isBlank()) {
            throw new IllegalArgumentException("bootstrap servers must be given as host:port");
        }
        Duration attempt = timeouts.request().plus(sending.linger());
        if (timeouts.delivery().compareTo(attempt) < 0) {
            throw new IllegalArgumentException("the delivery timeout (" + timeouts.delivery()
                    + ") must be at least the request timeout plus linger (" + attempt + ")");
        }
        clientProperties = Map.copyOf(clientProperties);
    }

    /**
     * Maximum durations.
     *
     * @param delivery time after which an unacknowledged record fails
     * @param request maximum duration of one request to a broker
     * @param start maximum wait at start until the topics exist and are available
     */
    public record Timeouts(Duration delivery, Duration request, Duration start) {
        public Timeouts {
            if (start.compareTo(request) < 0) {
                throw new IllegalArgumentException("the start timeout must be at least the request timeout");
            }
        }
    }

    /**
     * Batches and limits of the producer.
     *
     * @param linger maximum time for which a record waits for others in its batch
     * @param batchSizeBytes size at which a batch is sent immediately
     * @param maxInFlight maximum number of unacknowledged records; further ones fail immediately
     * @param maxRequestBytes maximum size of a record and of a request
     */
    public record Sending(Duration linger, int batchSizeBytes, int maxInFlight, int maxRequestBytes) {
        public Sending {
            if (maxInFlight < 1 || batchSizeBytes < 1) {
                throw new IllegalArgumentException("records in flight and the batch size must be positive");
            }
        }

        /** Uses the request size for messages of the default size. */
        public Sending(Duration linger, int batchSizeBytes, int maxInFlight) {
            this(linger, batchSizeBytes, maxInFlight, KafkaSettings.maxRequestBytes(DEFAULT_MESSAGE_BYTES));
        }
    }

    /**
     * Maximum size of the event of a message: {@code max.request.size}, and {@code max.message.bytes} of the topics.
     */
    public static int maxRequestBytes(int maxMessageBytes) {
        return 2 * maxMessageBytes + ENVELOPE_BYTES;
    }

    /** The defaults that {@code reference.conf} documents, for a broker at the given address. */
    public static KafkaSettings defaults(String bootstrapServers) {
        return new KafkaSettings(
                bootstrapServers,
                Map.of(),
                Topics.defaults(),
                false,
                new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(3), Duration.ofSeconds(30)),
                new Sending(Duration.ofMillis(2), 128 * 1024, 10_000));
    }

    /** Omits the values of client properties, some of which are secrets. */
    @Override
    public String toString() {
        return "KafkaSettings[" + bootstrapServers + ", client properties " + clientProperties.keySet() + ", " + topics
                + "]";
    }

    /**
     * The topics of the contract.
     *
     * @param frames topic of the frame journal; null if it is not published
     */
    public record Topics(
            Topic events,
            Topic commands,
            Topic results,
            Topic deadLetters,
            @Nullable Topic frames) {
        /** Without the topic of the frame journal. */
        public Topics(Topic events, Topic commands, Topic results, Topic deadLetters) {
            this(events, commands, results, deadLetters, null);
        }

        public static Topics defaults() {
            return new Topics(
                    new Topic("ocpp-events-up", 12, (short) 1, Duration.ofDays(7)),
                    new Topic("commands-down", 128, (short) 1, Duration.ofDays(1)),
                    new Topic("command-results", 12, (short) 1, Duration.ofDays(7)),
                    new Topic("commands-dead-letter", 3, (short) 1, Duration.ofDays(14)));
        }

        List<Topic> all() {
            List<Topic> required = List.of(events, commands, results, deadLetters);
            return frames == null
                    ? required
                    : Stream.concat(required.stream(), Stream.of(frames)).toList();
        }
    }

    /**
     * One topic.
     *
     * @param partitions number of partitions; the minimum for an existing topic
     * @param replication number of replicas of each partition, if the topic is created here
     * @param retention retention time of records, if the topic is created here; Kafka deletes whole segments, so
     *     records may remain longer by up to {@link #segment}
     */
    public record Topic(String name, int partitions, short replication, Duration retention) {
        private static final int SEGMENTS = 24;
        private static final Duration SHORTEST_SEGMENT = Duration.ofMinutes(10);

        public Topic {
            if (name.isBlank() || partitions < 1 || replication < 1) {
                throw new IllegalArgumentException("a topic has a name, partitions and replicas");
            }
        }

        /** Time after which a new segment starts. Without it Kafka would keep a rarely written record for a week. */
        Duration segment() {
            Duration part = retention.dividedBy(SEGMENTS);
            return part.compareTo(SHORTEST_SEGMENT) < 0 ? SHORTEST_SEGMENT : part;
        }
    }
}
