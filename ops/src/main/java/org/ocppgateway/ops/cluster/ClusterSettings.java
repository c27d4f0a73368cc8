package org.ocppgateway.ops.cluster;

import java.nio.file.Path;
import java.util.List;

/**
 * What a cluster is made of.
 *
 * @param directory for data, logs and configurations; exists
 * @param gateways how many; called {@code gateway-0}, {@code gateway-1} and so on
 * @param environment the file in {@code ops/config} that their configuration comes from, without its ending
 * @param overrides of that configuration, in HOCON; may be empty
 * @param redisKeepsData whether Redis has its data again after a restart
 * @param brokerOptions further ones, for the broker's JVM
 * @param gatewayOptions for the gateways' JVMs
 */
public record ClusterSettings(
        Path directory,
        int gateways,
        String environment,
        String overrides,
        boolean redisKeepsData,
        List<String> brokerOptions,
        List<String> gatewayOptions) {
    // A gateway under test is started often and lives shortly.
    private static final List<String> SHORT_LIVED = List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    /** With JVMs that start fast and take little memory. */
    public ClusterSettings(Path directory, int gateways, String environment, String overrides, boolean redisKeepsData) {
        this(directory, gateways, environment, overrides, redisKeepsData, List.of(), SHORT_LIVED);
    }

    /** For tests: one gateway with little patience, and a Redis that keeps nothing. */
    public static ClusterSettings forTest(Path directory) {
        return new ClusterSettings(directory, 1, "test", "", false);
    }

    public ClusterSettings withGateways(int changed) {
        return new ClusterSettings(
                directory, changed, environment, overrides, redisKeepsData, brokerOptions, gatewayOptions);
    }

    public ClusterSettings with(String hocon) {
        return new ClusterSettings(
                directory, gateways, environment, hocon, redisKeepsData, brokerOptions, gatewayOptions);
    }
}
