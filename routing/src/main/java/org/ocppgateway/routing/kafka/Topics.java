package org.ocppgateway.routing.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.log.RoutingLogEvent;

/** Ensures at start that the topics exist and are available; otherwise reports all problems at once. */
public final class Topics {
    private static final EventLog LOG = EventLog.of(Topics.class);

    private static final Duration RETRY_PAUSE = Duration.ofMillis(100);

    private Topics() {}

    /**
     * Creates missing topics if configured, and returns when every partition answers.
     *
     * @throws TopicsException with one message that lists all problems
     */
    public static void prepare(KafkaSettings settings) throws TopicsException, InterruptedException {
        long deadline = System.nanoTime() + settings.timeouts().start().toNanos();
        Set<String> unknown = ClientProperties.unknown(settings.clientProperties());
        if (!unknown.isEmpty()) {
            LOG.log(RoutingLogEvent.TOPIC_PROPERTIES_UNKNOWN, unknown);
        }
        try (Admin admin = connect(settings)) {
            Map<String, Integer> existing = describe(admin, settings);
            requireValid(settings, existing);
            createMissing(admin, settings, existing, deadline);
            TopicSizes.check(admin, settings, existing.keySet());
            awaitServing(admin, settings, existing, deadline);
        }
    }

    /** @throws TopicsException if a client property is invalid, for example names a file that cannot be read */
    private static Admin connect(KafkaSettings settings) throws TopicsException {
        try {
            return KafkaClients.admin(settings);
        } catch (KafkaException e) {
            throw TopicsException.misconfigured(KafkaProblem.ofClient(e), e);
        }
    }

    /** Number of partitions of each of our topics; missing topics are absent. */
    private static Map<String, Integer> describe(Admin admin, KafkaSettings settings)
            throws TopicsException, InterruptedException {
        List<String> names =
                settings.topics().all().stream().map(KafkaSettings.Topic::name).toList();
        Map<String, Integer> partitions = new HashMap<>();
        for (var answer : admin.describeTopics(names).topicNameValues().entrySet()) {
            try {
                TopicDescription description =
                        get(answer.getValue(), settings.timeouts().start());
                partitions.put(answer.getKey(), description.partitions().size());
            } catch (AuthenticationException | AuthorizationException e) {
                throw TopicsException.misconfigured(
                        "Kafka at " + settings.bootstrapServers() + ": " + KafkaProblem.of(e), e);
            } catch (KafkaException e) {
                if (!(e instanceof UnknownTopicOrPartitionException)) {
                    throw TopicsException.outage(
                            "Kafka at " + settings.bootstrapServers() + " does not answer: " + e.getMessage()
                                    + "; check kafka.bootstrap-servers, and security.protocol in kafka.client-properties",
                            e);
                }
            }
        }
        return partitions;
    }

    private static void createMissing(Admin admin, KafkaSettings settings, Map<String, Integer> existing, long deadline)
            throws TopicsException, InterruptedException {
        for (KafkaSettings.Topic topic : settings.topics().all()) {
            if (!existing.containsKey(topic.name())) {
                create(admin, settings, topic, deadline);
            }
        }
    }

    /** Creates one topic. Retries until the deadline while too few brokers are up, as shortly after their start. */
    private static void create(Admin admin, KafkaSettings settings, KafkaSettings.Topic topic, long deadline)
            throws TopicsException, InterruptedException {
        NewTopic wanted = new NewTopic(topic.name(), topic.partitions(), topic.replication())
                .configs(Map.of(
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(topic.retention().toMillis()),
                        TopicConfig.SEGMENT_MS_CONFIG,
                        Long.toString(topic.segment().toMillis()),
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        Integer.toString(settings.sending().maxRequestBytes())));
        try {
            repeatUntil(
                    deadline,
                    () -> admin.createTopics(List.of(wanted)).all(),
                    failure -> failure instanceof InvalidReplicationFactorException
                            || failure instanceof RetriableException);
            LOG.log(RoutingLogEvent.TOPIC_CREATED, topic.name(), topic.partitions());
        } catch (TopicExistsException e) {
            LOG.log(RoutingLogEvent.TOPIC_EXISTS, topic.name());
        } catch (KafkaException e) {
            throw TopicsException.misconfigured(
                    "topic " + topic.name() + " could not be created: " + e.getMessage()
                            + "; create it by hand or allow this user to",
                    e);
        }
    }

    private static void requireValid(KafkaSettings settings, Map<String, Integer> existing) throws TopicsException {
        List<String> problems = new ArrayList<>();
        for (KafkaSettings.Topic topic : settings.topics().all()) {
            Integer partitions = existing.get(topic.name());
            if (partitions != null) {
                addWrongSize(settings, topic, partitions, problems);
            } else if (!settings.createTopics()) {
                problems.add("topic " + topic.name() + " does not exist; create it with " + topic.partitions()
                        + " partitions");
            }
        }
        if (!problems.isEmpty()) {
            throw TopicsException.misconfigured(String.join("; ", problems), null);
        }
    }

    /** The commands topic must match exactly: every backend computes a pod's partition from its size. */
    private static void addWrongSize(
            KafkaSettings settings, KafkaSettings.Topic topic, int actual, List<String> problems) {
        boolean exact = topic.equals(settings.topics().commands());
        if (actual < topic.partitions() || (exact && actual != topic.partitions())) {
            problems.add("topic " + topic.name() + " has " + actual + " partitions, configured are "
                    + topic.partitions() + "; change the one or the other");
        }
    }

    /**
     * Waits until offsets can be listed. A new partition that is written to before can lose records of an idempotent
     * producer.
     */
    private static void awaitServing(Admin admin, KafkaSettings settings, Map<String, Integer> existing, long deadline)
            throws TopicsException, InterruptedException {
        Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
        for (KafkaSettings.Topic topic : settings.topics().all()) {
            int count = existing.getOrDefault(topic.name(), topic.partitions());
            for (int partition = 0; partition < count; partition++) {
                partitions.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
            }
        }
        try {
            repeatUntil(
                    deadline,
                    () -> admin.listOffsets(partitions).all(),
                    failure -> failure instanceof RetriableException);
        } catch (KafkaException e) {
            throw TopicsException.outage("the topics are not available: " + e.getMessage(), e);
        }
    }

    /**
     * Repeats a request until it succeeds, at most until the deadline.
     *
     * @param mayPass returns whether a failure may be temporary
     * @throws KafkaException the last failure
     */
    private static void repeatUntil(long deadline, Supplier<KafkaFuture<?>> request, Predicate<KafkaException> mayPass)
            throws InterruptedException {
        while (true) {
            Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
            try {
                get(request.get(), left);
                return;
            } catch (KafkaException e) {
                if (!mayPass.test(e) || System.nanoTime() - deadline > 0) {
                    throw e;
                }
                TimeUnit.NANOSECONDS.sleep(RETRY_PAUSE.toNanos());
            }
        }
    }

    /** @throws KafkaException the failure of the future, or a timeout */
    static <T> T get(KafkaFuture<T> future, Duration timeout) throws InterruptedException {
        try {
            return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (java.util.concurrent.TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException("no answer within " + timeout, e);
        }
    }
}
