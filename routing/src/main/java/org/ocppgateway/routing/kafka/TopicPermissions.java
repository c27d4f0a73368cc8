package org.ocppgateway.routing.kafka;

import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Checks whether topics exist and which operations this user may perform on them. For one thread. */
final class TopicPermissions {
    private final Admin admin;
    private final Map<String, Set<AclOperation>> needed;
    private final int timeoutMillis;
    private final Set<String> missing = new HashSet<>();

    /** @param needed required operations by topic */
    TopicPermissions(Admin admin, Map<String, Set<AclOperation>> needed, int timeoutMillis) {
        this.admin = admin;
        this.needed = Map.copyOf(needed);
        this.timeoutMillis = timeoutMillis;
    }

    /** Problems by topic in Kafka's words; a topic about which Kafka does not answer has no entry. */
    Map<String, String> problems() throws InterruptedException {
        DescribeTopicsOptions options =
                new DescribeTopicsOptions().timeoutMs(timeoutMillis).includeAuthorizedOperations(true);
        Map<String, String> problems = new HashMap<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> answer :
                admin.describeTopics(needed.keySet(), options).topicNameValues().entrySet()) {
            String problem = problem(answer.getKey(), answer.getValue());
            if (problem != null) {
                problems.put(answer.getKey(), problem);
            }
        }
        return problems;
    }

    private @Nullable String problem(String topic, KafkaFuture<TopicDescription> answer) throws InterruptedException {
        boolean missingBefore = missing.remove(topic);
        try {
            return denied(topic, Topics.get(answer, Duration.ofMillis(2L * timeoutMillis)));
        } catch (UnknownTopicOrPartitionException e) {
            missing.add(topic);
            // Checked twice: a broker that has just started may not know all topics yet.
            return missingBefore ? "topic " + topic + " does not exist" : null;
        } catch (AuthorizationException | AuthenticationException e) {
            return "not authorised to use topic " + topic + ": " + e.getMessage();
        } catch (KafkaException e) {
            return null; // Kafka does not answer
        }
    }

    /** Returns the denied operation. A broker without access control reports no operations. */
    private @Nullable String denied(String topic, TopicDescription described) {
        Set<AclOperation> allowed = described.authorizedOperations();
        if (allowed == null || allowed.isEmpty()) {
            return null;
        }
        Set<AclOperation> denied = EnumSet.noneOf(AclOperation.class);
        denied.addAll(needed.getOrDefault(topic, Set.of()));
        denied.removeAll(allowed);
        return denied.isEmpty() ? null : "not authorised to " + denied + " topic " + topic;
    }
}
