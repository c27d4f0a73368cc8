package org.ocppgateway.ops.cluster;

import java.nio.file.Path;

/**
 * What a cluster is made of.
 *
 * @param directory for data, logs and configurations; exists
 * @param gateways how many; called {@code gateway-0}, {@code gateway-1} and so on
 * @param environment the file in {@code ops/config} that their configuration comes from, without its ending
 * @param overrides of that configuration, in HOCON; may be empty
 * @param redisKeepsData whether Redis has its data again after a restart
 */
public record ClusterSettings(
        Path directory, int gateways, String environment, String overrides, boolean redisKeepsData) {

    /** For tests: one gateway with little patience, and a Redis that keeps nothing. */
    public static ClusterSettings forTest(Path directory) {
        return new ClusterSettings(directory, 1, "test", "", false);
    }

    public ClusterSettings withGateways(int changed) {
        return new ClusterSettings(directory, changed, environment, overrides, redisKeepsData);
    }

    public ClusterSettings with(String hocon) {
        return new ClusterSettings(directory, gateways, environment, hocon, redisKeepsData);
    }
}
