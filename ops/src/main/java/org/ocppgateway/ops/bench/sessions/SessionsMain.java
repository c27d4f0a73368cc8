package org.ocppgateway.ops.bench.sessions;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.ocppgateway.gateway.config.Configuration;
import org.ocppgateway.gateway.config.GatewayConfig;
import org.ocppgateway.ops.bench.compare.ProcessFiles;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * The measured process. Grows a fleet in its own memory and prints one {@link SessionSnapshot} per line at each size.
 */
@Command(name = "sessions")
final class SessionsMain implements Callable<Integer> {
    private static final int WARM_UP = 2_000;
    private static final int WARM_UP_CALLS = 200;

    @Parameters(index = "0", description = "the gateway's configuration file")
    private Path configuration = Path.of("");

    @Parameters(
            index = "1..*",
            paramLabel = "SESSIONS=SECONDS",
            description = "number of sessions, and seconds for which they stay idle")
    private Map<Integer, Integer> sizes = new LinkedHashMap<>();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SessionsMain()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        GatewayConfig config = Configuration.load(configuration).settings();
        GatewayInMemory gateway = new GatewayInMemory(config);
        IdleFleet fleet = new IdleFleet(config.chargePoints().session().heartbeatInterval());
        warmUp(gateway, fleet);
        long empty = liveHeap();
        Pauses pauses = new Pauses();
        for (Map.Entry<Integer, Integer> size : sizes.entrySet()) {
            Duration idle = Duration.ofSeconds(size.getValue());
            System.out.println(
                    measure(fleet, size.getKey(), idle, empty, pauses).line());
        }
        return 0;
    }

    private static void warmUp(GatewayInMemory gateway, IdleFleet fleet) throws InterruptedException {
        fleet.growTo(WARM_UP);
        fleet.call(WARM_UP_CALLS);
        fleet.leave();
        while (!gateway.isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private static SessionSnapshot measure(IdleFleet fleet, int sessions, Duration idle, long empty, Pauses pauses)
            throws IOException, InterruptedException {
        int before = fleet.size();
        long growing = System.nanoTime();
        fleet.growTo(sessions);
        long connectsPerSecond = (sessions - before) * TimeUnit.SECONDS.toNanos(1) / (System.nanoTime() - growing);
        long bytes = (liveHeap() - empty) / sessions;
        long resident = resident();
        long unused = pauses.takeLongest() + pauses.takeCount();
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long processorBefore = system.getProcessCpuTime();
        long begun = System.nanoTime();
        fleet.idle(idle);
        double processor = 100.0 * (system.getProcessCpuTime() - processorBefore) / (System.nanoTime() - begun);
        return new SessionSnapshot(
                sessions, connectsPerSecond, bytes, resident, processor, pauses.takeLongest(), pauses.takeCount());
    }

    private static long resident() throws IOException {
        return ProcessFiles.bytes(Files.readAllLines(Path.of("/proc/self/status")), "VmRSS")
                .orElse(0);
    }

    /** Returns the heap in use after a full collection, in bytes. */
    private static long liveHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
