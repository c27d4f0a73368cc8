package org.ocppgateway.ops.bench.system;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.ocppgateway.ops.bench.load.CallTemplate;
import org.ocppgateway.ops.bench.message.SampleMessage;
import org.ocppgateway.ops.stack.cluster.Cluster;
import org.ocppgateway.ops.stack.cluster.ClusterSettings;
import org.ocppgateway.ops.stack.gateway.GatewayProcess;
import org.ocppgateway.ops.stack.process.Launch;
import org.ocppgateway.ops.stack.process.LongRun;
import org.ocppgateway.ops.stack.process.QuickStart;
import org.ocppgateway.ops.stack.process.TemporaryDirectory;

/** A broker, a Redis and one gateway with production settings on this machine. Closing it stops all of them. */
final class BenchCluster implements AutoCloseable {
    static final CallTemplate HEARTBEAT = CallTemplate.of(SampleMessage.HEARTBEAT_16.frame(), "");
    /** A MeterValues request whose register value changes with every CALL. */
    static final CallTemplate METER_VALUES = CallTemplate.of(SampleMessage.METER_VALUES_16.frame(), "1184502");

    /** Configuration for figures of heap per connection: the frame journal is bounded per pod, whatever it has to hold. */
    static final String SMALL_JOURNAL = "gateway.journal { ring-size = 64 KiB, bad-end-size = 64 KiB }\n";

    private static final String HEAP = "2g";
    // No quick-start options: they cost throughput.
    private static final List<String> BROKER_OPTIONS =
            List.of("-XX:-UseSerialGC", "-XX:+UseG1GC", "-XX:TieredStopAtLevel=4", "-Xmx1g");

    private final TemporaryDirectory directory;
    private final Cluster cluster;

    private BenchCluster(TemporaryDirectory directory, Cluster cluster) {
        this.directory = directory;
        this.cluster = cluster;
    }

    /** Starts all processes with the default configuration. Blocks until they are ready. */
    static BenchCluster open() throws IOException, InterruptedException {
        return open("");
    }

    /** @param overrides configuration of the gateway in HOCON */
    static BenchCluster open(String overrides) throws IOException, InterruptedException {
        return open(overrides, HEAP);
    }

    /**
     * Starts all processes with another heap size.
     *
     * @param overrides configuration of the gateway in HOCON
     * @param heap value of {@code -Xmx}, for example {@code 512m}
     */
    static BenchCluster open(String overrides, String heap) throws IOException, InterruptedException {
        TemporaryDirectory directory = new TemporaryDirectory("gateway-bench-");
        try {
            return new BenchCluster(
                    directory,
                    Cluster.start(new ClusterSettings(
                            directory.path(),
                            1,
                            "dev",
                            overrides,
                            false,
                            BROKER_OPTIONS,
                            Launch.with(gatewayOptions(heap)))));
        } catch (IllegalStateException | InterruptedException e) {
            directory.close();
            throw e;
        }
    }

    private static List<String> gatewayOptions(String heap) {
        List<String> options = new ArrayList<>(LongRun.of(heap));
        options.addAll(QuickStart.archive("gateway-bench"));
        return options;
    }

    /** Returns the settings column of a figure. */
    static String settings(String more) {
        return "gateway " + LongRun.NAMES + " -Xmx" + HEAP + ", classes archived; " + more;
    }

    Cluster cluster() {
        return cluster;
    }

    GatewayProcess gateway() {
        return cluster.gateway();
    }

    Path directory() {
        return directory.path();
    }

    /** Returns the heap of the gateway in use after a full collection, in bytes. */
    long liveHeap() throws IOException, InterruptedException {
        return heapHistogram().total();
    }

    /** Returns the heap of the gateway in use after a full collection, by class. */
    HeapHistogram heapHistogram() throws IOException, InterruptedException {
        return HeapHistogram.of(gateway().server().pid());
    }

    /** Returns the processor time of the gateway process so far. */
    Duration processorTime() {
        return ProcessHandle.of(gateway().server().pid())
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow(() -> new IllegalStateException(
                        "this operating system does not report the processor time of a process"));
    }

    @Override
    public void close() {
        cluster.close();
        directory.close();
    }
}
