package org.ocppgateway.simulator.fleet;

import java.util.SplittableRandom;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.simulator.behaviour.ChargePoint;
import org.ocppgateway.simulator.behaviour.Kind;
import org.ocppgateway.simulator.behaviour.Line;
import org.ocppgateway.simulator.behaviour.Station;
import org.ocppgateway.simulator.behaviour.Times;
import org.ocppgateway.simulator.net.Closing;
import org.ocppgateway.simulator.net.Connection;
import org.ocppgateway.simulator.net.ConnectionLimits;
import org.ocppgateway.simulator.net.ConnectionListener;
import org.ocppgateway.simulator.net.NetworkLoop;
import org.ocppgateway.simulator.net.TimerWheel;

/** One charge point of a fleet: its behaviour between its connection and its alarm clock. Belongs to the loop's thread. */
final class Member implements ConnectionListener, Line {
    private final Fleet fleet;
    private final ChargePointId id;
    private final int index;
    private final ChargePoint chargePoint;
    private final TimerWheel.Timer alarmClock;
    private @Nullable Connection connection;

    Member(Fleet fleet, ChargePointId id, int index, Kind kind, SplittableRandom random) {
        this.fleet = fleet;
        this.id = id;
        this.index = index;
        chargePoint = new Station(id, kind, this, random);
        alarmClock = new TimerWheel.Timer(this::alarm);
    }

    void start() {
        tell(chargePoint::start);
    }

    void retire() {
        tell(chargePoint::retire);
    }

    @Override
    public void connect() {
        NetworkLoop loop = fleet.loop();
        connection = loop.connect(fleet.target(id, index), this, ConnectionLimits.DEFAULT);
    }

    @Override
    public void send(String text) {
        if (connection != null) {
            fleet.observer().sent(id, text, Times.instant(fleet.loop().now()));
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
    public void opened(long now) {
        fleet.observer().opened(id, Times.instant(now));
        tell(chargePoint::opened);
    }

    @Override
    public void received(String text, long now) {
        fleet.observer().received(id, text, Times.instant(now));
        tell(at -> chargePoint.received(text, at));
    }

    @Override
    public void closed(Closing closing, long now) {
        connection = null;
        fleet.observer().closed(id, closing, Times.instant(now));
        tell(at -> chargePoint.closed(closing, at));
    }

    private void alarm() {
        // It may ring early: when the charge point wants to be woken later than first said, the clock is left as it is.
        if (chargePoint.wakeAt() <= fleet.loop().now()) {
            tell(chargePoint::wake);
        } else {
            setAlarm();
        }
    }

    private void tell(LongConsumer what) {
        boolean endedBefore = chargePoint.ended();
        try {
            what.accept(fleet.loop().now());
        } catch (RuntimeException e) {
            // A mistake of ours must not end the whole fleet; it is counted, and the first of them shown.
            fleet.mistake(id, e);
        }
        setAlarm();
        if (!endedBefore && chargePoint.ended()) {
            fleet.memberEnded();
        }
    }

    private void setAlarm() {
        long at = chargePoint.wakeAt();
        if (at != Long.MAX_VALUE) {
            fleet.loop().timers().setNoLaterThan(alarmClock, at);
        }
    }
}
