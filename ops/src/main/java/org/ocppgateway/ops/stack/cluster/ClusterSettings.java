package org.ocppgateway.ops.stack.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.ocppgateway.ops.stack.gateway.Installation;
import org.ocppgateway.ops.stack.process.Launch;
import org.ocppgateway.ops.stack.process.QuickStart;

/**
 * Settings of a cluster.
 *
 * @param directory existing directory for data, logs and configurations
 * @param gateways number of gateways, named {@code gateway-0}, {@code gateway-1} and so on
 * @param environment name of the gateways' configuration file in {@code ops/config}, without its extension
 * @param overrides additional configuration in HOCON; may be empty
 * @param redisKeepsData whether Redis keeps its data across a restart
 * @param brokerOptions additional JVM options of the broker
 * @param gatewayLaunch how each gateway is started
 * @param installations builds of the gateways, in turn: with two, every second gateway is of the second
 */
public record ClusterSettings(
        Path directory,
        int gateways,
        String environment,
        String overrides,
        boolean redisKeepsData,
        List<String> brokerOptions,
        Launch gatewayLaunch,
        List<Installation> installations) {
    // Gateways under test are started often and run for a short time.
    private static final Launch SHORT_LIVED = Launch.with(QuickStart.of("gateway", "-Xmx512m"));

    /** Creates settings with JVM options for a fast start and little memory. */
    public ClusterSettings(Path directory, int gateways, String environment, String overrides, boolean redisKeepsData) {
        this(directory, gateways, environment, overrides, redisKeepsData, List.of(), SHORT_LIVED);
    }

    /** Creates settings for gateways of the current sources. */
    public ClusterSettings(
            Path directory,
            int gateways,
            String environment,
            String overrides,
            boolean redisKeepsData,
            List<String> brokerOptions,
            Launch gatewayLaunch) {
        this(
                directory,
                gateways,
                environment,
                overrides,
                redisKeepsData,
                brokerOptions,
                gatewayLaunch,
                List.of(Installation.current()));
    }

    /** For tests: one gateway with short timeouts, and a Redis without persistence. */
    public static ClusterSettings forTest(Path directory) {
        return new ClusterSettings(directory, 1, "test", "", false);
    }

    public ClusterSettings withGateways(int changed) {
        return new ClusterSettings(
                directory,
                changed,
                environment,
                overrides,
                redisKeepsData,
                brokerOptions,
                gatewayLaunch,
                installations);
    }

    /** Returns a copy that starts gateways differently; the function receives the current launch. */
    public ClusterSettings withLaunch(UnaryOperator<Launch> change) {
        return new ClusterSettings(
                directory,
                gateways,
                environment,
                overrides,
                redisKeepsData,
                brokerOptions,
                change.apply(gatewayLaunch),
                installations);
    }

    public ClusterSettings with(String hocon) {
        return new ClusterSettings(
                directory, gateways, environment, hocon, redisKeepsData, brokerOptions, gatewayLaunch, installations);
    }

    /** Returns a copy with gateways of these builds in turn. */
    public ClusterSettings withInstallations(List<Installation> changed) {
        return new ClusterSettings(
                directory, gateways, environment, overrides, redisKeepsData, brokerOptions, gatewayLaunch, changed);
    }

    Installation installation(int gateway) {
        return installations.get(gateway % installations.size());
    }
}
