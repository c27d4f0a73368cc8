package org.ocppgateway.routing.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Creates Kafka clients with the settings on which the promises depend. */
final class KafkaClients {
    /**
     * Maximum wait of a send for buffer memory or metadata. It delays a single caller, which holds a lock meanwhile.
     */
    private static final long MAX_BLOCK_MILLIS = 250;

    private static final long LEAST_BUFFER_BYTES = 64L * 1024 * 1024;

    /** Maximum size of a fetch from one broker, except for a single larger batch: it fits a small heap. */
    private static final int FETCH_BYTES = 8 * 1024 * 1024;

    /** Metadata of an unused topic is kept this long, because loading it again would block a sender. */
    private static final long METADATA_MAX_IDLE_MILLIS = 24 * 60 * 60 * 1000L;

    /** Records of an aborted transaction of a backend were never issued. */
    private static final String READ_COMMITTED = "read_committed";

    private KafkaClients() {}

    /** Returns the size of the producer's buffer of unacknowledged records. */
    static long bufferBytes(KafkaSettings settings) {
        return Math.max(LEAST_BUFFER_BYTES, 2L * settings.sending().maxRequestBytes());
    }

    static KafkaProducer<byte[], byte[]> producer(KafkaSettings settings) {
        Map<String, Object> properties = common(settings);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int)
                settings.timeouts().delivery().toMillis());
        properties.put(
                ProducerConfig.LINGER_MS_CONFIG, settings.sending().linger().toMillis());
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, settings.sending().batchSizeBytes());
        properties.put(
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG, settings.sending().maxRequestBytes());
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, bufferBytes(settings));
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
        properties.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, METADATA_MAX_IDLE_MILLIS);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Creates a consumer without a group: its partition is assigned manually and it commits nothing. */
    static Consumer<byte[], byte[]> consumer(KafkaSettings settings) {
        Map<String, Object> properties = consuming(settings);
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 500);
        return new DamageTolerantConsumer(properties);
    }

    /** Creates a group member that commits only on request. */
    static Consumer<byte[], byte[]> groupMember(KafkaSettings settings, String group, Duration sessionTimeout) {
        return new DamageTolerantConsumer(joining(settings, group, sessionTimeout));
    }

    /** Creates a group member that also tolerates records which kill the process, see {@link CrashTolerantConsumer}. */
    static Consumer<byte[], byte[]> crashTolerantMember(KafkaSettings settings, String group, Duration sessionTimeout) {
        return new CrashTolerantConsumer(joining(settings, group, sessionTimeout));
    }

    private static Map<String, Object> joining(KafkaSettings settings, String group, Duration sessionTimeout) {
        Map<String, Object> properties = consuming(settings);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        properties.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) sessionTimeout.toMillis());
        properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, (int) sessionTimeout.toMillis() / 4);
        // Also the interval at which the thread of the heartbeats wakes up.
        properties.putIfAbsent(ConsumerConfig.RETRY_BACKOFF_MS_CONFIG, 500L);
        return properties;
    }

    private static Map<String, Object> consuming(KafkaSettings settings) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        properties.putAll(common(settings));
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, READ_COMMITTED);
        return properties;
    }

    static Admin admin(KafkaSettings settings) {
        Map<String, Object> properties = common(settings);
        // Also the maximum wait of a close.
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int)
                settings.timeouts().start().toMillis());
        return Admin.create(properties);
    }

    private static Map<String, Object> common(KafkaSettings settings) {
        Map<String, Object> properties = new HashMap<>();
        // Brokers may return under other addresses. Until then all metadata are dropped, see DurableProducer.
        properties.put(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, "rebootstrap");
        properties.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, 100L);
        properties.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1000L);
        properties.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        properties.putAll(settings.clientProperties());
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        properties.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, (int)
                settings.timeouts().request().toMillis());
        return properties;
    }
}
