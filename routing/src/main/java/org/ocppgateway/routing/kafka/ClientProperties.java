package org.ocppgateway.routing.kafka;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;

/** The properties of Kafka clients that may be configured freely: all except those on which the promises depend. */
public final class ClientProperties {
    /** Properties of which other values would break a promise: the permitted values and the reason. */
    private static final Map<String, Fixed> FIXED = Map.ofEntries(
            fixed("acks", "an answer to a charge point promises that all in-sync replicas have its event", "all", "-1"),
            fixed("enable.idempotence", "without it a retry can write an event twice or out of order", "true"),
            fixed(
                    "max.in.flight.requests.per.connection",
                    "with more the order of events is not kept",
                    "1",
                    "2",
                    "3",
                    "4",
                    "5"),
            fixed("isolation.level", "an aborted command must not be executed", "read_committed"),
            fixed("enable.auto.commit", "a command is committed when it has ended, not when it was read", "false"),
            fixed("auto.offset.reset", "no command may be skipped", "earliest"),
            fixed("check.crcs", "a damaged command must not be executed", "true"),
            fixed("partitioner.ignore.keys", "the key keeps the records of a charge point in order", "false"),
            fixed("allow.auto.create.topics", "topics must be created with the right number of partitions", "false"),
            fixed("metadata.recovery.strategy", "brokers may return under other addresses", "rebootstrap"));

    /** Properties that have their own configuration key or that only the gateway sets. */
    private static final Map<String, String> OWN = Map.ofEntries(
            Map.entry("bootstrap.servers", "set kafka.bootstrap-servers instead"),
            Map.entry("delivery.timeout.ms", "set kafka.delivery-timeout instead"),
            Map.entry("request.timeout.ms", "set kafka.request-timeout instead"),
            Map.entry("linger.ms", "set kafka.linger instead"),
            Map.entry("batch.size", "set kafka.batch-size instead"),
            Map.entry("session.timeout.ms", "set sweeper.session-timeout instead"),
            Map.entry("heartbeat.interval.ms", "it follows sweeper.session-timeout"),
            Map.entry("max.request.size", "it follows endpoint.max-message-size"),
            Map.entry("buffer.memory", "it follows endpoint.max-message-size"),
            Map.entry("max.block.ms", "a sender must not be blocked for long"),
            Map.entry("metadata.max.idle.ms", "a sender must not wait for metadata"),
            Map.entry("max.poll.records", "what is read at a time is bounded by the gateway"),
            Map.entry("group.id", "the gateway names its groups"),
            Map.entry("group.instance.id", "members of the gateway's groups are dynamic"),
            Map.entry("group.protocol", "the gateway's groups have one"),
            Map.entry("partition.assignment.strategy", "all members of a group must have the same"),
            Map.entry("transactional.id", "the gateway does not write in transactions"),
            Map.entry("partitioner.class", "backends compute the partition of a pod"),
            Map.entry("key.serializer", "keys are text"),
            Map.entry("value.serializer", "values are JSON"),
            Map.entry("key.deserializer", "keys are text"),
            Map.entry("value.deserializer", "values are JSON"));

    private record Fixed(Set<String> values, String why) {}

    private ClientProperties() {}

    private static Map.Entry<String, Fixed> fixed(String name, String why, String... values) {
        return Map.entry(name, new Fixed(new TreeSet<>(List.of(values)), why));
    }

    /** Problems by property, in the order of the properties; empty if there is none. */
    public static Map<String, String> problems(Map<String, String> properties) {
        Map<String, String> problems = new TreeMap<>();
        new TreeMap<>(properties).forEach((name, value) -> {
            Fixed fixed = FIXED.get(name);
            if (OWN.containsKey(name)) {
                problems.put(name, "cannot be set: " + OWN.get(name));
            } else if (fixed != null && !fixed.values().contains(value.strip())) {
                problems.put(
                        name, "must be " + String.join(" or ", fixed.values()) + ", not " + value + ": " + fixed.why());
            } else if (name.equals("retries") && isNotPositive(value)) {
                problems.put(name, "must be positive, not " + value + ": one lost request would fail an event");
            }
        });
        invalid(properties).forEach(problems::putIfAbsent);
        return problems;
    }

    private static boolean isNotPositive(String value) {
        try {
            return Long.parseLong(value.strip()) < 1;
        } catch (NumberFormatException e) {
            return false; // Kafka itself reports it
        }
    }

    /**
     * Problems that Kafka's validators find in the given properties. Properties unknown to Kafka belong to plug-ins and
     * are not checked.
     */
    private static Map<String, String> invalid(Map<String, String> properties) {
        Map<String, String> problems = new LinkedHashMap<>();
        for (ConfigDef definition :
                List.of(ProducerConfig.configDef(), ConsumerConfig.configDef(), AdminClientConfig.configDef())) {
            for (ConfigValue checked : definition.validate(properties)) {
                if (properties.containsKey(checked.name())
                        && !checked.errorMessages().isEmpty()) {
                    problems.put(checked.name(), String.join("; ", checked.errorMessages()));
                }
            }
        }
        return problems;
    }

    /** Properties that no Kafka client defines: misspelt, or of a plug-in. */
    static Set<String> unknown(Map<String, String> properties) {
        Set<String> unknown = new TreeSet<>(properties.keySet());
        unknown.removeAll(ProducerConfig.configNames());
        unknown.removeAll(ConsumerConfig.configNames());
        unknown.removeAll(AdminClientConfig.configNames());
        return unknown;
    }
}
