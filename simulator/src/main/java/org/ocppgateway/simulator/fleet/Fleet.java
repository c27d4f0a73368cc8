package org.ocppgateway.simulator.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.simulator.behaviour.Dialect;
import org.ocppgateway.simulator.behaviour.EpochNanos;
import org.ocppgateway.simulator.behaviour.FleetContext;
import org.ocppgateway.simulator.behaviour.Persona;
import org.ocppgateway.simulator.behaviour.v16.Dialect16;
import org.ocppgateway.simulator.behaviour.v2.Dialect2;
import org.ocppgateway.simulator.measure.FleetCounters;
import org.ocppgateway.simulator.measure.FleetSnapshot;
import org.ocppgateway.simulator.measure.FleetStats;
import org.ocppgateway.simulator.net.ConnectionTarget;
import org.ocppgateway.simulator.net.NetworkLoop;
import org.ocppgateway.simulator.net.TimerWheel;

/** A fleet of simulated charge points in this process, on a single network thread. Thread-safe. */
public final class Fleet implements AutoCloseable {
    /** Timer resolution. It is coarse because most charge points are idle most of the time. */
    private static final Duration TICK = Duration.ofMillis(10);

    private static final long RAMP_STEP = Duration.ofMillis(20).toNanos();
    private static final Duration STOP_TIME = Duration.ofSeconds(10);

    private final FleetSettings settings;
    private final FleetObserver observer;
    private final Map<OcppVersion, FleetContext> contexts = new EnumMap<>(OcppVersion.class);

    /** Contexts of the troublemakers. Their counters are separate because no expectation applies to them. */
    private final Map<OcppVersion, FleetContext> troublemakers = new EnumMap<>(OcppVersion.class);

    private final List<FleetEndpoint> endpoints;
    private final NetworkLoop loop;
    private final List<FleetChargePoint> chargePoints = new ArrayList<>();
    private final CountDownLatch remaining;

    private final TimerWheel.Timer storm = new TimerWheel.Timer(this::dropAll);
    private final TimerWheel.Timer ramp = new TimerWheel.Timer(this::startMore);
    private long rampStartedAt;
    private int started;
    private boolean stopping;
    private boolean failureReported;

    private Fleet(FleetSettings settings, FleetObserver observer) {
        this.settings = settings;
        this.observer = observer;
        endpoints = settings.server().urls().stream()
                .map(url -> new FleetEndpoint(url, settings))
                .toList();
        FleetSlice slice = settings.population().slice();
        int first = slice.first(settings.population().chargePoints());
        int last = slice.last(settings.population().chargePoints());
        SplittableRandom random = new SplittableRandom(settings.seed() + slice.number());
        loop = new NetworkLoop("charge-points", epochNanos(), TICK, random.nextLong());
        remaining = new CountDownLatch(last - first);
        for (int i = first; i < last; i++) {
            Persona persona = settings.population().personas().personaOf(i);
            boolean troublemaker = persona != null && persona.isTroublemaker();
            FleetContext context = (troublemaker ? troublemakers : contexts)
                    .computeIfAbsent(settings.population().versions().versionOf(i), this::newContext);
            chargePoints.add(new FleetChargePoint(this, idOf(settings, i), i, context, persona, random.split()));
        }
    }

    /** Starts a fleet. Its charge points connect one by one at the configured rate. */
    public static Fleet start(FleetSettings settings, FleetObserver observer) {
        Fleet fleet = new Fleet(settings, observer);
        fleet.loop.start();
        fleet.loop.execute(() -> {
            fleet.rampStartedAt = fleet.loop.now();
            fleet.startMore();
            fleet.scheduleStorm();
        });
        return fleet;
    }

    /**
     * Returns the identity of a charge point: prefix and number. The number has leading zeros for a constant length of
     * at least three digits.
     */
    public static ChargePointId idOf(FleetSettings settings, int index) {
        int digits = Math.max(
                3, Integer.toString(settings.population().chargePoints()).length());
        String number = Integer.toString(index + 1);
        return new ChargePointId(settings.population().idPrefix() + "0".repeat(digits - number.length()) + number);
    }

    public FleetSettings settings() {
        return settings;
    }

    public FleetStats stats() {
        return FleetStats.sum(statsByVersion().values());
    }

    public Map<OcppVersion, FleetStats> statsByVersion() {
        Map<OcppVersion, FleetStats> stats = new EnumMap<>(OcppVersion.class);
        contexts.forEach(
                (version, context) -> stats.put(version, context.counters().snapshot()));
        return stats;
    }

    /** Returns the current state, with the response times since the previous call. */
    public FleetSnapshot snapshot() {
        Histogram recent = FleetStats.emptyHistogram();
        contexts.values().forEach(context -> recent.add(context.counters().recentResponseTimes()));
        List<FleetStats> troublemaker = troublemakers.values().stream()
                .map(context -> context.counters().snapshot())
                .toList();
        return new FleetSnapshot(statsByVersion(), FleetStats.sum(troublemaker), recent);
    }

    /**
     * Stops the fleet. The charge points send no new CALL, wait for outstanding answers and close their connections.
     * Remaining connections are dropped at the deadline.
     *
     * @return whether all charge points ended in time
     */
    public boolean stop(Duration deadline) {
        loop.execute(this::shutDownAll);
        boolean inTime = false;
        try {
            inTime = remaining.await(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        loop.close();
        return inTime;
    }

    @Override
    public void close() {
        stop(STOP_TIME);
    }

    NetworkLoop loop() {
        return loop;
    }

    FleetObserver observer() {
        return observer;
    }

    ConnectionTarget target(ChargePointId id, int index) {
        return endpoints
                .get(index % endpoints.size())
                .target(id, index, settings.population().versions().versionOf(index));
    }

    void onChargePointTerminated() {
        remaining.countDown();
    }

    /** Prints the first internal error of the simulator. */
    @SuppressWarnings("CatchAndPrintStackTrace") // The simulator is a terminal program and logs to standard error.
    void reportFailure(ChargePointId id, RuntimeException failure) {
        if (!failureReported) {
            failureReported = true;
            System.err.println("Internal error of the simulator at " + id + ". Further errors are only counted.");
            failure.printStackTrace();
        }
    }

    private FleetContext newContext(OcppVersion version) {
        Dialect dialect = version == OcppVersion.V1_6 ? new Dialect16() : new Dialect2(version);
        return new FleetContext(dialect, settings.load().behaviour(), new FleetCounters());
    }

    private void startMore() {
        if (stopping) {
            return;
        }
        long now = loop.now();
        double seconds = (now - rampStartedAt) / (double) Duration.ofSeconds(1).toNanos();
        int due = (int) Math.min(
                chargePoints.size(),
                1
                        + (long) (seconds
                                * settings.load().connectRate()
                                / settings.population().slice().of()));
        while (started < due) {
            chargePoints.get(started).start();
            started++;
        }
        if (started < chargePoints.size()) {
            loop.timers().set(ramp, now + RAMP_STEP);
        }
    }

    private void scheduleStorm() {
        Duration interval = settings.load().stormInterval();
        if (interval != null) {
            loop.timers().set(storm, loop.now() + interval.toNanos());
        }
    }

    private void dropAll() {
        if (!stopping) {
            chargePoints.forEach(FleetChargePoint::drop);
            scheduleStorm();
        }
    }

    private void shutDownAll() {
        if (!stopping) {
            stopping = true;
            chargePoints.forEach(FleetChargePoint::shutDown);
        }
    }

    /** Combines the wall clock at the start with the monotonic clock. */
    private static LongSupplier epochNanos() {
        long offset = EpochNanos.of(Instant.now()) - System.nanoTime();
        return () -> offset + System.nanoTime();
    }
}
