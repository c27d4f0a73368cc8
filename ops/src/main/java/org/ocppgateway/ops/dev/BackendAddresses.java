package org.ocppgateway.ops.dev;

import picocli.CommandLine.Option;

/** The two ports that a backend knows, on the loopback address, as options. */
final class BackendAddresses {
    private static final int KAFKA = 9092;
    private static final int REDIS = 6379;

    @Option(names = "--kafka-port", paramLabel = "PORT", description = "of Kafka (default: ${DEFAULT-VALUE})")
    int kafka = KAFKA;

    @Option(names = "--redis-port", paramLabel = "PORT", description = "of Redis (default: ${DEFAULT-VALUE})")
    int redis = REDIS;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "print this and exit")
    @SuppressWarnings("UnusedVariable") // picocli reads it.
    private boolean help;

    String kafkaAddress() {
        return "127.0.0.1:" + kafka;
    }

    String redisUri() {
        return "redis://127.0.0.1:" + redis;
    }

    /** These ports as they are given on a command line: nothing, or with a blank in front. */
    String asOptions() {
        return (kafka == KAFKA ? "" : " --kafka-port " + kafka) + (redis == REDIS ? "" : " --redis-port " + redis);
    }
}
