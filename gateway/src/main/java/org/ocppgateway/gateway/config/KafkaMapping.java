package org.ocppgateway.gateway.config;

import static org.ocppgateway.gateway.config.Ranges.HOUR;
import static org.ocppgateway.gateway.config.Ranges.MAX_COUNT;
import static org.ocppgateway.gateway.config.Ranges.MIB;
import static org.ocppgateway.gateway.config.Ranges.MILLISECOND;
import static org.ocppgateway.gateway.config.Ranges.YEAR;

import java.time.Duration;
import java.util.Map;
import org.ocppgateway.routing.kafka.ClientProperties;
import org.ocppgateway.routing.kafka.KafkaSettings;

/** Maps section {@code kafka}. */
final class KafkaMapping {
    private KafkaMapping() {}

    static KafkaSettings read(Section kafka, Section endpoint, boolean publishesFrames) {
        Map<String, String> properties = kafka.properties("client-properties");
        ClientProperties.problems(properties)
                .forEach((name, problem) -> kafka.problem("client-properties", name + " " + problem));
        return kafka.build(
                () -> new KafkaSettings(
                        kafka.text("bootstrap-servers"),
                        properties,
                        topics(kafka.section("topics"), publishesFrames),
                        kafka.flag("create-topics"),
                        new KafkaSettings.Timeouts(
                                kafka.duration("delivery-timeout", MILLISECOND, HOUR),
                                kafka.duration("request-timeout", MILLISECOND, HOUR),
                                kafka.duration("start-timeout", MILLISECOND, HOUR)),
                        new KafkaSettings.Sending(
                                kafka.duration("linger", Duration.ZERO, HOUR),
                                kafka.bytes("batch-size", 1, 64 * MIB),
                                kafka.integer("max-in-flight", 1, MAX_COUNT),
                                KafkaSettings.maxRequestBytes(endpoint.bytes("max-message-size", 1024, 64 * MIB)))),
                KafkaSettings.defaults("127.0.0.1:9092"));
    }

    private static KafkaSettings.Topics topics(Section topics, boolean publishesFrames) {
        KafkaSettings.Topic frames = topic(topics.section("frames"));
        return new KafkaSettings.Topics(
                topic(topics.section("events")),
                topic(topics.section("commands")),
                topic(topics.section("results")),
                topic(topics.section("dead-letters")),
                publishesFrames ? frames : null);
    }

    private static KafkaSettings.Topic topic(Section topic) {
        return topic.build(
                () -> new KafkaSettings.Topic(
                        topic.text("name"),
                        topic.integer("partitions", 1, 10_000),
                        (short) topic.integer("replication", 1, 100),
                        topic.duration("retention", MILLISECOND, YEAR.multipliedBy(10))),
                new KafkaSettings.Topic("none", 1, (short) 1, YEAR));
    }
}
