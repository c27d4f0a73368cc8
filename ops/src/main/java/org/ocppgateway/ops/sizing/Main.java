package org.ocppgateway.ops.sizing;

import com.google.gson.GsonBuilder;
import java.util.concurrent.Callable;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.simulator.VersionMixConverter;
import org.ocppgateway.simulator.fleet.VersionMix;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command {@code ops/sizing}. */
@Command(
        name = "ops/sizing",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false,
        description =
                "Computes what a fleet needs, from the measured figures of ops/docs/sizing.md: pods, heap, memory,"
                        + " processors, Kafka, Redis. Durations are in seconds.")
public final class Main implements Callable<Integer> {
    private static final String VERSIONS = "1.6=60,2.0.1=30,2.1=10";

    @Option(names = "--charge-points", paramLabel = "N", required = true, description = "connected at the same time")
    private long chargePoints;

    @Option(
            names = "--versions",
            paramLabel = "MIX",
            converter = VersionMixConverter.class,
            defaultValue = VERSIONS,
            description = "weights of the OCPP versions; 2.x may compress messages")
    private VersionMix versions = VersionMix.only(OcppVersion.V1_6);

    @Option(
            names = "--tls",
            paramLabel = "SHARE",
            converter = ShareConverter.class,
            defaultValue = "100%",
            description = "share that connects to the gateway with TLS; 0%% if a proxy in front ends it")
    private double tls;

    @Option(
            names = "--heartbeat-interval",
            paramLabel = "S",
            defaultValue = "300",
            description = "of each charge point")
    private double heartbeatInterval;

    @Option(
            names = "--charging",
            paramLabel = "SHARE",
            converter = ShareConverter.class,
            defaultValue = "10%",
            description = "share that is charging at the busiest time")
    private double charging;

    @Option(
            names = "--meter-interval",
            paramLabel = "S",
            defaultValue = "60",
            description = "between meter values while charging")
    private double meterInterval;

    @Option(names = "--session-length", paramLabel = "S", defaultValue = "3600", description = "of a charging session")
    private double sessionLength;

    @Option(
            names = "--commands",
            paramLabel = "N",
            defaultValue = "2",
            description = "of the backend, per charge point and day")
    private double commands;

    @Option(
            names = "--per-pod",
            paramLabel = "N",
            defaultValue = "50000",
            description = "charge points on one pod, at most, while one pod is missing")
    private long perPod;

    @Option(
            names = "--recovery",
            paramLabel = "S",
            defaultValue = "30",
            description = "time in which all charge points of a pod may reconnect at once")
    private double recovery;

    @Option(
            names = "--ping-interval",
            paramLabel = "S",
            defaultValue = "45",
            description = "gateway.connection.ping-interval")
    private double pingInterval;

    @Option(names = "--replicas", paramLabel = "N", defaultValue = "3", description = "of Kafka topics")
    private int replicas;

    @Option(names = "--retention", paramLabel = "DAYS", defaultValue = "7", description = "of events on the topic")
    private double retention;

    @Option(
            names = "--events-per-partition",
            paramLabel = "N",
            defaultValue = "500",
            description = "events that one consumer of the backend handles per second")
    private double eventsPerPartition;

    @Option(names = "--json", description = "print JSON instead of a table")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The command line, for tests. */
    static CommandLine commandLine() {
        return new CommandLine(new Main());
    }

    @Override
    public Integer call() {
        Sizing sizing;
        try {
            sizing = Sizing.of(fleet(), operation());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
        String text =
                json ? new GsonBuilder().setPrettyPrinting().create().toJson(sizing.values()) + "\n" : sizing.table();
        spec.commandLine().getOut().print(text);
        spec.commandLine().getOut().flush();
        return 0;
    }

    private Fleet fleet() {
        int sample = 1_000;
        int withoutCompression = versions.counts(sample).getOrDefault(OcppVersion.V1_6, 0);
        return new Fleet(
                chargePoints,
                tls,
                1 - (double) withoutCompression / sample,
                heartbeatInterval,
                charging,
                meterInterval,
                sessionLength,
                commands);
    }

    private Operation operation() {
        return new Operation(perPod, recovery, pingInterval, replicas, retention, eventsPerPartition);
    }

    /** A percentage, with or without the sign. */
    static final class ShareConverter implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            try {
                return Double.parseDouble(text.endsWith("%") ? text.substring(0, text.length() - 1) : text) / 100;
            } catch (NumberFormatException e) {
                throw new TypeConversionException("'" + text + "' is not a percentage; write for example 10%");
            }
        }
    }
}
