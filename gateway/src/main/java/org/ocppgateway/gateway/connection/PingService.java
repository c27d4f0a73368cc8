package org.ocppgateway.gateway.connection;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pings every connection once per interval, slot after slot, on the one timer thread. Does not block. */
public final class PingService {
    private static final Logger LOG = LoggerFactory.getLogger(PingService.class);

    private final Connections connections;
    private final ScheduledExecutorService timer;
    private @Nullable ScheduledFuture<?> running;
    private int nextSlot;

    public PingService(Connections connections, ScheduledExecutorService timer) {
        this.connections = connections;
        this.timer = timer;
    }

    public void start() {
        long period = Math.max(1, connections.limits().liveness().pingInterval().toNanos() / Connections.SLOTS);
        running = timer.scheduleAtFixedRate(this::visitNextSlot, period, period, TimeUnit.NANOSECONDS);
    }

    public void stop() {
        ScheduledFuture<?> stopping = running;
        if (stopping != null) {
            stopping.cancel(false);
        }
    }

    void visitNextSlot() {
        long now = connections.now();
        connections.forEachIn(nextSlot, connection -> visit(connection, now));
        nextSlot = (nextSlot + 1) % Connections.SLOTS;
    }

    private static void visit(Connection connection, long now) {
        try {
            connection.visit(now);
        } catch (RuntimeException e) {
            LOG.warn("A connection could not be pinged", e);
        }
    }
}
