package org.ocppgateway.simulator.behaviour;

import org.ocppgateway.simulator.net.CloseReason;

/** A charge point that takes another time for the time. */
public final class SkewedClockChargePoint implements ChargePoint {
    private final ChargePoint behaved;
    private final long ahead;

    /** @param ahead nanoseconds, also fewer than none */
    public SkewedClockChargePoint(ChargePoint behaved, long ahead) {
        this.behaved = behaved;
        this.ahead = ahead;
    }

    @Override
    public void start(long now) {
        behaved.start(now + ahead);
    }

    @Override
    public void opened(long now) {
        behaved.opened(now + ahead);
    }

    @Override
    public void received(String text, long now) {
        behaved.received(text, now + ahead);
    }

    @Override
    public void closed(CloseReason closing, long now) {
        behaved.closed(closing, now + ahead);
    }

    @Override
    public void wake(long now) {
        behaved.wake(now + ahead);
    }

    @Override
    public long wakeAt() {
        long at = behaved.wakeAt();
        return at == Long.MAX_VALUE ? at : at - ahead;
    }

    @Override
    public void retire(long now) {
        behaved.retire(now + ahead);
    }

    @Override
    public boolean ended() {
        return behaved.ended();
    }
}
