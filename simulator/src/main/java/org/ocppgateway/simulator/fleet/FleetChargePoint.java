package org.ocppgateway.simulator.fleet;

import java.time.Duration;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.simulator.behaviour.ChargePoint;
import org.ocppgateway.simulator.behaviour.ChargePointTransport;
import org.ocppgateway.simulator.behaviour.EpochNanos;
import org.ocppgateway.simulator.behaviour.FleetContext;
import org.ocppgateway.simulator.behaviour.Persona;
import org.ocppgateway.simulator.behaviour.SkewedClockChargePoint;
import org.ocppgateway.simulator.behaviour.StandardChargePoint;
import org.ocppgateway.simulator.behaviour.Troublemaker;
import org.ocppgateway.simulator.measure.FleetCount;
import org.ocppgateway.simulator.measure.FleetCounters;
import org.ocppgateway.simulator.net.ClientConnection;
import org.ocppgateway.simulator.net.ClientConnectionLimits;
import org.ocppgateway.simulator.net.ClientConnectionListener;
import org.ocppgateway.simulator.net.CloseReason;
import org.ocppgateway.simulator.net.NetworkLoop;
import org.ocppgateway.simulator.net.TimerWheel;

/**
 * One charge point of a fleet. Connects the behaviour with its connection and its timer. Runs on the thread of the
 * network loop.
 */
final class FleetChargePoint implements ClientConnectionListener, ChargePointTransport {
    private final Fleet fleet;
    private final ChargePointId id;
    private final int index;
    private final FleetCounters counters;
    private final ChargePoint chargePoint;
    private final TimerWheel.Timer wakeUpTimer;
    private @Nullable ClientConnection connection;

    private static final long MAX_SKEW_NANOS = Duration.ofDays(365).toNanos();

    FleetChargePoint(
            Fleet fleet,
            ChargePointId id,
            int index,
            FleetContext context,
            @Nullable Persona persona,
            SplittableRandom random) {
        this.fleet = fleet;
        this.id = id;
        this.index = index;
        counters = context.counters();
        chargePoint = chargePoint(persona, context, random);
        wakeUpTimer = new TimerWheel.Timer(this::onTimer);
    }

    private ChargePoint chargePoint(@Nullable Persona persona, FleetContext context, SplittableRandom random) {
        StandardChargePoint standard = new StandardChargePoint(id, context, this, random);
        if (persona == null) {
            return standard;
        }
        return persona == Persona.CLOCK_SKEW
                ? new SkewedClockChargePoint(standard, random.nextLong(-MAX_SKEW_NANOS, MAX_SKEW_NANOS))
                : new Troublemaker(standard, persona, this, random.split());
    }

    void start() {
        long now = fleet.loop().now();
        callChargePoint(() -> chargePoint.start(now));
    }

    void shutDown() {
        long now = fleet.loop().now();
        callChargePoint(() -> chargePoint.shutDown(now));
    }

    @Override
    public void connect() {
        NetworkLoop loop = fleet.loop();
        connection = loop.connect(fleet.target(id, index), this, ClientConnectionLimits.DEFAULT);
    }

    @Override
    public void send(String text) {
        if (connection != null) {
            runGuarded(() -> fleet.observer()
                    .onSent(id, text, EpochNanos.toInstant(fleet.loop().now())));
            connection.send(text);
        }
    }

    @Override
    public void close(int code, String reason) {
        if (connection != null) {
            connection.close(code, reason);
        }
    }

    @Override
    public void drop() {
        if (connection != null) {
            connection.drop();
        }
    }

    @Override
    public void stopReading() {
        impair(true, false);
    }

    @Override
    public void stopTraffic() {
        impair(true, true);
    }

    @Override
    public void resume() {
        impair(false, false);
    }

    private void impair(boolean readingStopped, boolean sendingStopped) {
        if (connection != null) {
            connection.impair(readingStopped, sendingStopped);
        }
    }

    @Override
    public void onOpen(long now) {
        runGuarded(() -> fleet.observer().onOpen(id, EpochNanos.toInstant(now)));
        callChargePoint(() -> chargePoint.onOpen(now));
    }

    @Override
    public void onMessage(String text, long now) {
        runGuarded(() -> fleet.observer().onReceived(id, text, EpochNanos.toInstant(now)));
        callChargePoint(() -> chargePoint.onMessage(text, now));
    }

    @Override
    public void onClose(CloseReason closeReason, long now) {
        connection = null;
        runGuarded(() -> fleet.observer().onClose(id, closeReason, EpochNanos.toInstant(now)));
        callChargePoint(() -> chargePoint.onClose(closeReason, now));
    }

    private void onTimer() {
        long now = fleet.loop().now();
        // The timer can run early: a later wake-up time does not move the timer.
        if (chargePoint.nextTimerAt() <= now) {
            callChargePoint(() -> chargePoint.onTimer(now));
        } else {
            updateTimer();
        }
    }

    private void callChargePoint(Runnable task) {
        boolean terminatedBefore = chargePoint.isTerminated();
        runGuarded(task);
        updateTimer();
        if (!terminatedBefore && chargePoint.isTerminated()) {
            fleet.onChargePointTerminated();
        }
    }

    /** Counts and prints an error of the simulator or of an observer, so that it does not stop the fleet. */
    private void runGuarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            counters.add(FleetCount.SIMULATOR_ERRORS);
            fleet.reportFailure(id, e);
        }
    }

    private void updateTimer() {
        long at = chargePoint.nextTimerAt();
        if (at != Long.MAX_VALUE) {
            fleet.loop().timers().setNoLaterThan(wakeUpTimer, at);
        }
    }
}
