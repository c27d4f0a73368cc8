package org.ocppgateway.ops.bench.compare;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.ocppgateway.ops.bench.compare.ServerProcess.Memory;
import org.ocppgateway.ops.bench.figure.Measurement.Progress;
import org.ocppgateway.ops.bench.load.CallReport;
import org.ocppgateway.ops.bench.load.CallTemplate;
import org.ocppgateway.ops.bench.load.Load;
import org.ocppgateway.ops.bench.message.SampleMessage;

/** The load of one round for one server: connecting, idling, two closed loops, and half of their rates. */
final class Turn {
    static final CallTemplate BOOT = CallTemplate.of(
            "[2,\"0\",\"BootNotification\",{\"chargePointVendor\":\"OcppGateway\",\"chargePointModel\":\"Bench\"}]",
            "");
    static final CallTemplate HEARTBEAT = CallTemplate.of(SampleMessage.HEARTBEAT_16.frame(), "");
    /** Its register value changes with every CALL. */
    static final CallTemplate METER_VALUES = CallTemplate.of(SampleMessage.METER_VALUES_16.frame(), "1184502");

    private static final Duration CONNECT_TIMEOUT = Duration.ofMinutes(5);
    private static final int WARM_UP_SHARE = 6;
    private static final double MEBIBYTE = 1 << 20;

    private final MeasuredServer server;
    private final ComparePlan plan;
    private final Progress progress;
    private final Map<CompareRow, Double> figures = new EnumMap<>(CompareRow.class);

    /** The rows of one closed loop. */
    private record LoopRows(
            CompareRow rate,
            CompareRow p50,
            CompareRow p99,
            CompareRow p999,
            CompareRow cost,
            CompareRow halfP99,
            CompareRow client,
            CompareRow clientCost) {}

    private static final LoopRows HEARTBEAT_ROWS = new LoopRows(
            CompareRow.HEARTBEATS,
            CompareRow.HEARTBEATS_P50,
            CompareRow.HEARTBEATS_P99,
            CompareRow.HEARTBEATS_P999,
            CompareRow.HEARTBEATS_COST,
            CompareRow.HEARTBEATS_HALF_P99,
            CompareRow.CLIENT_HEARTBEATS,
            CompareRow.CLIENT_HEARTBEATS_COST);
    private static final LoopRows METER_VALUES_ROWS = new LoopRows(
            CompareRow.METER_VALUES,
            CompareRow.METER_VALUES_P50,
            CompareRow.METER_VALUES_P99,
            CompareRow.METER_VALUES_P999,
            CompareRow.METER_VALUES_COST,
            CompareRow.METER_VALUES_HALF_P99,
            CompareRow.CLIENT_METER_VALUES,
            CompareRow.CLIENT_METER_VALUES_COST);

    Turn(MeasuredServer server, ComparePlan plan, Progress progress) {
        this.server = server;
        this.plan = plan;
        this.progress = progress;
    }

    /** Runs the turn and drops its connections. Blocks for minutes. */
    Map<CompareRow, Double> run() throws InterruptedException {
        try (Load load = server.load(plan.connections(), plan.password())) {
            connect(load);
            idle();
            loop(load, "Heartbeats", HEARTBEAT, HEARTBEAT_ROWS);
            loop(load, "MeterValues", METER_VALUES, METER_VALUES_ROWS);
            figures.put(CompareRow.LOST, (double) load.lost());
            if (!load.problems().isEmpty()) {
                report("PROBLEMS: " + load.problems());
            }
        }
        return figures;
    }

    private void connect(Load load) throws InterruptedException {
        ProcessorTime time = ProcessorTime.start(server.process());
        double seconds =
                load.connectAndCall(BOOT, plan.inFlight(), CONNECT_TIMEOUT).toMillis() / 1e3;
        figures.put(CompareRow.CONNECTING, seconds);
        figures.put(CompareRow.CONNECTING_COST, time.serverMicros() / plan.connections());
        figures.put(CompareRow.CLIENT_CONNECTING, time.clientPercent());
        figures.put(CompareRow.CLIENT_CONNECTING_COST, time.clientMicros() / plan.connections());
        report("connected, booted and answered after %.1f s; idle for %d s, the last %d s are measured"
                .formatted(
                        seconds,
                        plan.settling().plus(plan.idle()).toSeconds(),
                        plan.idle().toSeconds()));
    }

    private void idle() throws InterruptedException {
        Thread.sleep(plan.settling());
        ProcessorTime time = ProcessorTime.start(server.process());
        Thread.sleep(plan.idle());
        double percent = time.serverPercent();
        Memory memory = server.process().memory();
        figures.put(CompareRow.IDLE, percent);
        figures.put(CompareRow.RESIDENT, memory.resident() / MEBIBYTE);
        memory.proportional().ifPresent(bytes -> figures.put(CompareRow.PROPORTIONAL, bytes / MEBIBYTE));
        report("idle: %.1f %% of one processor, %.0f MiB resident".formatted(percent, memory.resident() / MEBIBYTE));
    }

    private void loop(Load load, String what, CallTemplate template, LoopRows rows) throws InterruptedException {
        ProcessorTime time = ProcessorTime.start(server.process());
        CallReport full = load.callInClosedLoop(plan.active(), template, Duration.ZERO, plan.loop());
        double answered = full.perSecond() * plan.loop().toNanos() / 1e9;
        figures.put(rows.rate(), full.perSecond());
        figures.put(rows.p50(), full.millisOf(50));
        figures.put(rows.p99(), full.millisOf(99));
        figures.put(rows.p999(), full.millisOf(99.9));
        figures.put(rows.cost(), time.serverMicros() / answered);
        figures.put(rows.client(), time.clientPercent());
        figures.put(rows.clientCost(), time.clientMicros() / answered);
        report("%s: %,.0f/s, p99 %.1f ms; load client at %.0f %% of one processor"
                .formatted(what, full.perSecond(), full.millisOf(99), time.clientPercent()));
        if (full.perSecond() > 0) {
            CallReport half = load.callAtRate(
                    plan.active(), full.perSecond() / 2, template, plan.loop().dividedBy(WARM_UP_SHARE), plan.loop());
            figures.put(rows.halfP99(), half.millisOf(99));
            report("%s at %,.0f/s: p50 %.1f ms, p99 %.1f ms"
                    .formatted(what, half.perSecond(), half.millisOf(50), half.millisOf(99)));
        }
    }

    private void report(String text) {
        progress.report(String.format(Locale.ROOT, "%-8s %s", server.name(), text));
    }
}
