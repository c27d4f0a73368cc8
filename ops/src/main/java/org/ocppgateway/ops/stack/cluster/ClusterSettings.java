package org.ocppgateway.ops.stack.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.ocppgateway.ops.stack.process.Launch;
import org.ocppgateway.ops.stack.process.QuickStart;

/**
 * What a cluster is made of.
 *
 * @param directory for data, logs and configurations; exists
 * @param gateways how many; called {@code gateway-0}, {@code gateway-1} and so on
 * @param environment the file in {@code ops/config} that their configuration comes from, without its ending
 * @param overrides of that configuration, in HOCON; may be empty
 * @param redisKeepsData whether Redis has its data again after a restart
 * @param brokerOptions further ones, for the broker's JVM
 * @param gatewayLaunch how each gateway is started
 */
public record ClusterSettings(
        Path directory,
        int gateways,
        String environment,
        String overrides,
        boolean redisKeepsData,
        List<String> brokerOptions,
        Launch gatewayLaunch) {
    // A gateway under test is started often and lives shortly.
    private static final Launch SHORT_LIVED =
            Launch.with(Stream.concat(QuickStart.of("gateway").stream(), Stream.of("-Xmx512m"))
                    .toList());

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
                directory, changed, environment, overrides, redisKeepsData, brokerOptions, gatewayLaunch);
    }

    /** With gateways that are started otherwise; what is changed is how they are in tests. */
    public ClusterSettings withLaunch(UnaryOperator<Launch> change) {
        return new ClusterSettings(
                directory,
                gateways,
                environment,
                overrides,
                redisKeepsData,
                brokerOptions,
                change.apply(gatewayLaunch));
    }

    public ClusterSettings with(String hocon) {
        return new ClusterSettings(
                directory, gateways, environment, hocon, redisKeepsData, brokerOptions, gatewayLaunch);
    }
}
