package org.ocppgateway.routing.kafka;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.log.RoutingLogEvent;

/**
 * Reports at start the topics whose maximum record size is below that of this process. They still work, see
 * {@link ReducingSender}.
 */
final class TopicSizes {
    private static final EventLog LOG = EventLog.of(TopicSizes.class);

    private TopicSizes() {}

    /** @param topics topics that existed before this start */
    static void check(Admin admin, KafkaSettings settings, Collection<String> topics) throws InterruptedException {
        List<ConfigResource> resources = topics.stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        for (Map.Entry<ConfigResource, KafkaFuture<Config>> answer :
                admin.describeConfigs(resources).values().entrySet()) {
            String topic = answer.getKey().name();
            try {
                check(
                        settings,
                        topic,
                        Topics.get(answer.getValue(), settings.timeouts().start()));
            } catch (KafkaException e) {
                LOG.log(
                        RoutingLogEvent.TOPIC_SIZE_UNKNOWN,
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        topic,
                        e.getMessage(),
                        settings.sending().maxRequestBytes());
            }
        }
    }

    private static void check(KafkaSettings settings, String topic, Config config) {
        ConfigEntry size = config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
        if (size == null
                || size.value() == null
                || Long.parseLong(size.value()) >= settings.sending().maxRequestBytes()) {
            return;
        }
        LOG.log(
                RoutingLogEvent.TOPIC_SIZE_TOO_SMALL,
                topic,
                size.value(),
                settings.sending().maxRequestBytes(),
                command(settings, topic));
    }

    private static String command(KafkaSettings settings, String topic) {
        return "kafka-configs.sh --bootstrap-server %s --alter --entity-type topics --entity-name %s --add-config %s=%d"
                .formatted(
                        settings.bootstrapServers(),
                        topic,
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        settings.sending().maxRequestBytes());
    }
}
