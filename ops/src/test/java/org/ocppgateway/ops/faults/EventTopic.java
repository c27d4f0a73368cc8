package org.ocppgateway.ops.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.ocppgateway.ops.stack.cluster.Cluster;

/** Partitions of the topic of events, for tests in which some of them fail. */
final class EventTopic {
    static final int PARTITIONS = 12;

    private EventTopic() {}

    /** Returns the partition of the events of a charge point. */
    static int partitionOf(String chargePointId) {
        return BuiltInPartitioner.partitionForKey(chargePointId.getBytes(UTF_8), PARTITIONS);
    }

    /** Makes a broker the only replica of a partition. */
    static void move(Cluster cluster, int partition, int broker) throws InterruptedException, ExecutionException {
        TopicPartition moved = new TopicPartition("ocpp-events-up", partition);
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", cluster.broker().address()))) {
            admin.alterPartitionReassignments(Map.of(moved, Optional.of(new NewPartitionReassignment(List.of(broker)))))
                    .all()
                    .get();
            await().atMost(Cluster.TIMEOUT)
                    .until(() -> admin.listPartitionReassignments(Set.of(moved))
                            .reassignments()
                            .get()
                            .isEmpty());
        }
    }
}
