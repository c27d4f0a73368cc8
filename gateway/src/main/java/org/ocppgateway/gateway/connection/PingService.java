package org.ocppgateway.gateway.connection;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pings every connection once per interval, slot after slot, on the one timer thread, and sees to messages that are not complete. Does
 * not block.
 */
public final class PingService {
    private static final Logger LOG = LoggerFactory.getLogger(PingService.class);

    private final Connections connections;
    private final ScheduledExecutorService timer;
    private @Nullable PeriodicTask running;
    private @Nullable PeriodicTask partials;
    private int nextSlot;

    public PingService(Connections connections, ScheduledExecutorService timer) {
        this.connections = connections;
        this.timer = timer;
    }

    public void start() {
        Duration period = connections.limits().liveness().pingInterval().dividedBy(Connections.SLOTS);
        running = PeriodicTask.every(timer, "The ping service", period, this::visitNextSlot);
        partials = PeriodicTask.every(timer, "The visit of partial messages", PartialMessages.VISITS, this::visitPartials);
    }

    public void stop() {
        stop(running);
        stop(partials);
    }

    private static void stop(@Nullable PeriodicTask task) {
        if (task != null) {
            task.stop();
        }
    }

    private void visitPartials() {
        connections.partials().onTimer(connections.now());
    }

    void visitNextSlot() {
        long now = connections.now();
        int slot = nextSlot;
        nextSlot = (nextSlot + 1) % Connections.SLOTS;
        connections.forEachIn(slot, connection -> visit(connection, now));
    }

    private static void visit(Connection connection, long now) {
        try {
            connection.checkLiveness(now);
        } catch (RuntimeException | Error e) {
            LOG.warn("A connection could not be pinged", e);
        }
    }
}
