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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports at start the topics whose maximum record size is below that of this process. They still work, see
 * {@link ReducingSender}.
 */
final class TopicSizes {
    private static final Logger LOG = LoggerFactory.getLogger(TopicSizes.class);

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
                LOG.info(
                        "The {} of topic {} cannot be read: {}; it should be at least {}",
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
        LOG.warn(
                "Topic {} takes records of up to {} bytes, and the gateway may write {}; larger ones are written without their"
                        + " payload. To raise it: kafka-configs.sh --bootstrap-server {} --alter --entity-type topics"
                        + " --entity-name {} --add-config {}={}",
                topic,
                size.value(),
                settings.sending().maxRequestBytes(),
                settings.bootstrapServers(),
                topic,
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                settings.sending().maxRequestBytes());
    }
}
