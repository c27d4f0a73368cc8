package org.ocppgateway.routing.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.utils.Utils;

/** Kafka's default partitioning of records with a key, computed without a producer. */
final class DefaultPartitioner {
    private DefaultPartitioner() {}

    /** Returns the partition of a key, from 0, in a topic with that number of partitions. */
    static int partition(String key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(UTF_8))) % partitions;
    }
}
