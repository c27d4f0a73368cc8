package org.ocppgateway.ops.bench.load;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.simulator.net.ClientConnection;
import org.ocppgateway.simulator.net.ClientConnectionLimits;
import org.ocppgateway.simulator.net.ClientConnectionListener;
import org.ocppgateway.simulator.net.CloseReason;
import org.ocppgateway.simulator.net.ConnectionTarget;
import org.ocppgateway.simulator.net.NetworkLoop;
import org.ocppgateway.simulator.net.TimerWheel;

/**
 * One charge point. Sends its next CALL immediately or at its scheduled time after the answer to the previous one. Runs
 * on the thread of its loop.
 */
final class Caller implements ClientConnectionListener {
    private final NetworkLoop loop;
    private final ConnectionTarget target;
    private final LoadTally tally;
    private @Nullable ClientConnection connection;
    private @Nullable Calling calling;
    private TimerWheel.@Nullable Timer next;
    private long sentAt;
    private boolean open;

    /**
     * The CALL of each charge point, and its interval.
     *
     * @param intervalNanos from one CALL to the next, or 0 to send the next as soon as the previous one is answered
     */
    record Calling(CallTemplate template, long intervalNanos) {
        private static final long NEVER = Long.MAX_VALUE;

        /** A single CALL. */
        static Calling once(CallTemplate template) {
            return new Calling(template, NEVER);
        }

        boolean isOnce() {
            return intervalNanos == NEVER;
        }
    }

    Caller(NetworkLoop loop, ConnectionTarget target, LoadTally tally) {
        this.loop = loop;
        this.target = target;
        this.tally = tally;
    }

    void connect() {
        connect(null);
    }

    /** @param first begins as soon as the connection is open; null for nothing */
    void connect(@Nullable Calling first) {
        calling = first;
        connection = loop.connect(target, this, ClientConnectionLimits.DEFAULT);
    }

    void begin(Calling wanted, long firstAt) {
        calling = wanted;
        next = new TimerWheel.Timer(this::call);
        loop.timers().set(next, firstAt);
    }

    /** Waits for the outstanding answer and sends no further CALL. */
    void stop() {
        calling = null;
        if (next != null) {
            loop.timers().cancel(next);
        }
    }

    private void call() {
        Calling current = calling;
        if (current != null && connection != null) {
            sentAt = loop.now();
            connection.send(current.template().text(tally.nextNumber()));
        }
    }

    @Override
    public void onOpen(long now) {
        open = true;
        tally.opened();
        call();
    }

    @Override
    public void onMessage(String text, long now) {
        switch (Frames.type(text)) {
            case Frames.CALL -> answer(text);
            case Frames.CALLRESULT -> {
                Calling current = calling;
                tally.answered(now - sentAt, current == null ? 0 : current.intervalNanos());
                proceed();
            }
            case Frames.CALLERROR -> {
                tally.refused(Frames.errorCode(text));
                proceed();
            }
            default -> tally.unreadable();
        }
    }

    /** A server may send CALLs, for example after a BootNotification. An unanswered one would delay it. */
    private void answer(String call) {
        if (connection != null) {
            connection.send(Frames.notSupported(call));
        }
    }

    private void proceed() {
        Calling current = calling;
        if (current == null || current.isOnce()) {
            calling = null;
        } else if (current.intervalNanos() == 0 || next == null) {
            call();
        } else {
            loop.timers().set(next, sentAt + current.intervalNanos());
        }
    }

    @Override
    public void onClose(CloseReason closeReason, long now) {
        connection = null;
        tally.closed(closeReason.label(), open, calling != null);
        open = false;
        calling = null;
    }
}
