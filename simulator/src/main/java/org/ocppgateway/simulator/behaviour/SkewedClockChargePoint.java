package org.ocppgateway.simulator.behaviour;

import org.ocppgateway.simulator.net.CloseReason;

/** A charge point with a wrong clock. */
public final class SkewedClockChargePoint implements ChargePoint {
    private final ChargePoint delegate;
    private final long skewNanos;

    /** @param skewNanos offset of the charge point's clock; negative for a late clock */
    public SkewedClockChargePoint(ChargePoint delegate, long skewNanos) {
        this.delegate = delegate;
        this.skewNanos = skewNanos;
    }

    @Override
    public void start(long now) {
        delegate.start(now + skewNanos);
    }

    @Override
    public void onOpen(long now) {
        delegate.onOpen(now + skewNanos);
    }

    @Override
    public void onMessage(String text, long now) {
        delegate.onMessage(text, now + skewNanos);
    }

    @Override
    public void onClose(CloseReason closeReason, long now) {
        delegate.onClose(closeReason, now + skewNanos);
    }

    @Override
    public void onTimer(long now) {
        delegate.onTimer(now + skewNanos);
    }

    @Override
    public long nextTimerAt() {
        long at = delegate.nextTimerAt();
        return at == Long.MAX_VALUE ? at : at - skewNanos;
    }

    @Override
    public void shutDown(long now) {
        delegate.shutDown(now + skewNanos);
    }

    @Override
    public boolean isTerminated() {
        return delegate.isTerminated();
    }
}
