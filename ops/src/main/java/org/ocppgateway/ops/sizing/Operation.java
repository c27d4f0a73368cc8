package org.ocppgateway.ops.sizing;

/**
 * How the gateways are operated.
 *
 * @param perPod charge points on one pod, at most, while one pod is missing
 * @param recovery seconds after which a pod has taken back all its charge points after they were disconnected at once
 * @param pingInterval in seconds
 * @param replicas of Kafka topics
 * @param retention of events on the topic in days
 * @param eventsPerPartition events that a consumer of the backend handles per second
 */
record Operation(
        long perPod, double recovery, double pingInterval, int replicas, double retention, double eventsPerPartition) {
    Operation {
        if (!(perPod > 0
                && recovery > 0
                && pingInterval > 0
                && replicas > 0
                && retention > 0
                && eventsPerPartition > 0)) {
            throw new IllegalArgumentException("all settings of the operation must be positive");
        }
    }
}
