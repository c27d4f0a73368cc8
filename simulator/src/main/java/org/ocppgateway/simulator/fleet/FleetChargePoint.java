package org.ocppgateway.simulator.fleet;

import java.time.Duration;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.simulator.behaviour.ChargePoint;
import org.ocppgateway.simulator.behaviour.FleetContext;
import org.ocppgateway.simulator.behaviour.ChargePointTransport;
import org.ocppgateway.simulator.behaviour.Persona;
import org.ocppgateway.simulator.behaviour.SkewedClockChargePoint;
import org.ocppgateway.simulator.behaviour.StandardChargePoint;
import org.ocppgateway.simulator.behaviour.EpochNanos;
import org.ocppgateway.simulator.behaviour.Troublemaker;
import org.ocppgateway.simulator.measure.FleetCount;
import org.ocppgateway.simulator.measure.FleetCounters;
import org.ocppgateway.simulator.net.CloseReason;
import org.ocppgateway.simulator.net.ClientConnection;
import org.ocppgateway.simulator.net.ClientConnectionLimits;
import org.ocppgateway.simulator.net.ClientConnectionListener;
import org.ocppgateway.simulator.net.NetworkLoop;
import org.ocppgateway.simulator.net.TimerWheel;

/** One charge point of a fleet: its behaviour between its connection and its alarm clock. Belongs to the loop's thread. */
final class FleetChargePoint implements ClientConnectionListener, ChargePointTransport {
    private final Fleet fleet;
    private final ChargePointId id;
    private final int index;
    private final FleetCounters tally;
    private final ChargePoint chargePoint;
    private final TimerWheel.Timer alarmClock;
    private @Nullable ClientConnection connection;

    private static final long MOST_SKEW = Duration.ofDays(365).toNanos();

    FleetChargePoint(Fleet fleet, ChargePointId id, int index, FleetContext kind, @Nullable Persona persona, SplittableRandom random) {
        this.fleet = fleet;
        this.id = id;
        this.index = index;
        tally = kind.tally();
        chargePoint = chargePoint(persona, kind, random);
        alarmClock = new TimerWheel.Timer(this::alarm);
    }

    private ChargePoint chargePoint(@Nullable Persona persona, FleetContext kind, SplittableRandom random) {
        StandardChargePoint station = new StandardChargePoint(id, kind, this, random);
        if (persona == null) {
            return station;
        }
        return persona == Persona.CLOCK_SKEW
                ? new SkewedClockChargePoint(station, random.nextLong(-MOST_SKEW, MOST_SKEW))
                : new Troublemaker(station, persona, this, random.split());
    }

    void start() {
        long now = fleet.loop().now();
        tell(() -> chargePoint.start(now));
    }

    void retire() {
        long now = fleet.loop().now();
        tell(() -> chargePoint.retire(now));
    }

    @Override
    public void connect() {
        NetworkLoop loop = fleet.loop();
        connection = loop.connect(fleet.target(id, index), this, ClientConnectionLimits.DEFAULT);
    }

    @Override
    public void send(String text) {
        if (connection != null) {
            guard(() ->
                    fleet.observer().sent(id, text, EpochNanos.instant(fleet.loop().now())));
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
    public void stopListening() {
        impair(true, false);
    }

    @Override
    public void goSilent() {
        impair(true, true);
    }

    @Override
    public void listen() {
        impair(false, false);
    }

    private void impair(boolean deaf, boolean mute) {
        if (connection != null) {
            connection.impair(deaf, mute);
        }
    }

    @Override
    public void opened(long now) {
        guard(() -> fleet.observer().opened(id, EpochNanos.instant(now)));
        tell(() -> chargePoint.opened(now));
    }

    @Override
    public void received(String text, long now) {
        guard(() -> fleet.observer().received(id, text, EpochNanos.instant(now)));
        tell(() -> chargePoint.received(text, now));
    }

    @Override
    public void closed(CloseReason closing, long now) {
        connection = null;
        guard(() -> fleet.observer().closed(id, closing, EpochNanos.instant(now)));
        tell(() -> chargePoint.closed(closing, now));
    }

    private void alarm() {
        long now = fleet.loop().now();
        // It may ring early: when the charge point wants to be woken later than first said, the clock is left as it is.
        if (chargePoint.wakeAt() <= now) {
            tell(() -> chargePoint.wake(now));
        } else {
            setAlarm();
        }
    }

    private void tell(Runnable what) {
        boolean endedBefore = chargePoint.ended();
        guard(what);
        setAlarm();
        if (!endedBefore && chargePoint.ended()) {
            fleet.memberEnded();
        }
    }

    /** A mistake, of ours or of an observer, must not end the whole fleet: it is counted, and the first of them shown. */
    private void guard(Runnable what) {
        try {
            what.run();
        } catch (RuntimeException e) {
            tally.add(FleetCount.MISTAKES);
            fleet.show(id, e);
        }
    }

    private void setAlarm() {
        long at = chargePoint.wakeAt();
        if (at != Long.MAX_VALUE) {
            fleet.loop().timers().setNoLaterThan(alarmClock, at);
        }
    }
}
