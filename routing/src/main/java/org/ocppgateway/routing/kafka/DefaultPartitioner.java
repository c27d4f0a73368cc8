package org.ocppgateway.routing.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.utils.Utils;

/** Where Kafka's default partitioner puts records with a key, for those who have to know it before or after. */
final class DefaultPartitioner {
    private DefaultPartitioner() {}

    /** The partition, from 0, of a key in a topic with so many partitions. */
    static int partition(String key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(UTF_8))) % partitions;
    }
}
