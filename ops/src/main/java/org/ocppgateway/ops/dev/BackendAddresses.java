package org.ocppgateway.ops.dev;

import org.ocppgateway.ops.options.HelpOption;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options for the two ports that a backend uses, on the loopback address. */
final class BackendAddresses {
    private static final int KAFKA = 9092;
    private static final int REDIS = 6379;

    @Option(names = "--kafka-port", paramLabel = "PORT", description = "of Kafka (default: ${DEFAULT-VALUE})")
    int kafka = KAFKA;

    @Option(names = "--redis-port", paramLabel = "PORT", description = "of Redis (default: ${DEFAULT-VALUE})")
    int redis = REDIS;

    @Mixin
    final HelpOption help = new HelpOption();

    String kafkaAddress() {
        return "127.0.0.1:" + kafka;
    }

    String redisUri() {
        return "redis://127.0.0.1:" + redis;
    }

    /** Returns these ports as command-line options with a leading blank; empty for the default ports. */
    String asOptions() {
        return (kafka == KAFKA ? "" : " --kafka-port " + kafka) + (redis == REDIS ? "" : " --redis-port " + redis);
    }
}
