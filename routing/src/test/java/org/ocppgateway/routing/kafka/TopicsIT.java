package org.ocppgateway.routing.kafka;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;

class TopicsIT {
    @Test
    void missingTopicsAreCreatedIfConfigured() throws Exception {
        KafkaSettings settings = Records.freshTopics(TestBroker.shared().bootstrapServers());

        Topics.prepare(settings);

        try (Admin admin = KafkaClients.admin(settings)) {
            assertTrue(admin.listTopics()
                    .names()
                    .get()
                    .contains(settings.topics().commands().name()));
        }
        Topics.prepare(settings);
    }

    @Test
    void aRetentionOfADayIsExceededByAnHourAtMost() throws Exception {
        KafkaSettings settings = Records.freshTopics(TestBroker.shared().bootstrapServers());
        assertEquals(Duration.ofDays(1), settings.topics().commands().retention());

        Topics.prepare(settings);

        ConfigResource commands = new ConfigResource(
                ConfigResource.Type.TOPIC, settings.topics().commands().name());
        try (Admin admin = KafkaClients.admin(settings)) {
            Config created = requireNonNull(
                    admin.describeConfigs(List.of(commands)).all().get().get(commands));
            assertEquals(
                    "86400000", created.get(TopicConfig.RETENTION_MS_CONFIG).value());
            assertEquals("3600000", created.get(TopicConfig.SEGMENT_MS_CONFIG).value());
        }
    }

    @Test
    void oneMessageListsEverythingThatIsMissing() throws Exception {
        KafkaSettings settings =
                withoutCreation(Records.freshTopics(TestBroker.shared().bootstrapServers()));

        TopicsException refused = assertThrows(TopicsException.class, () -> Topics.prepare(settings));

        for (KafkaSettings.Topic topic : settings.topics().all()) {
            assertTrue(message(refused).contains("topic " + topic.name() + " does not exist"), message(refused));
        }
        assertFalse(refused.outage());
    }

    @Test
    void aCommandsTopicOfAnotherSizeIsRefused() throws Exception {
        KafkaSettings settings = Records.freshTopics(TestBroker.shared().bootstrapServers());
        Topics.prepare(settings);
        KafkaSettings.Topics topics = settings.topics();
        KafkaSettings.Topic commands = topics.commands();
        KafkaSettings larger = withTopics(
                settings,
                new KafkaSettings.Topics(
                        topics.events(),
                        new KafkaSettings.Topic(commands.name(), 3, commands.replication(), commands.retention()),
                        topics.results(),
                        topics.deadLetters()));

        TopicsException refused = assertThrows(TopicsException.class, () -> Topics.prepare(larger));

        assertEquals(
                "topic " + commands.name() + " has 4 partitions, configured are 3; change the one or the other",
                refused.getMessage());
    }

    @Test
    void aBrokerThatDoesNotAnswerIsAnOutage() {
        KafkaSettings settings = Records.impatient(Records.freshTopics("127.0.0.1:1"));
        KafkaSettings impatient = new KafkaSettings(
                settings.bootstrapServers(),
                settings.clientProperties(),
                settings.topics(),
                true,
                new KafkaSettings.Timeouts(
                        settings.timeouts().delivery(), settings.timeouts().request(), Duration.ofSeconds(2)),
                settings.sending());

        TopicsException refused = assertThrows(TopicsException.class, () -> Topics.prepare(impatient));

        assertTrue(refused.outage());
        assertTrue(message(refused).contains("127.0.0.1:1"), message(refused));
    }

    private static String message(Exception exception) {
        return String.valueOf(exception.getMessage());
    }

    private static KafkaSettings withoutCreation(KafkaSettings settings) {
        return new KafkaSettings(
                settings.bootstrapServers(),
                settings.clientProperties(),
                settings.topics(),
                false,
                settings.timeouts(),
                settings.sending());
    }

    private static KafkaSettings withTopics(KafkaSettings settings, KafkaSettings.Topics topics) {
        return new KafkaSettings(
                settings.bootstrapServers(),
                settings.clientProperties(),
                topics,
                settings.createTopics(),
                settings.timeouts(),
                settings.sending());
    }
}
