package org.ocppgateway.gateway.connection;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.log.GatewayLogEvent;
import org.ocppgateway.routing.log.EventLog;

/**
 * Checks and pings every connection once per ping interval, one slot after the other, and enforces the limits of incomplete messages.
 * Runs on the timer thread and does not block.
 */
public final class PingService {
    private static final EventLog LOG = EventLog.of(PingService.class);

    private final Connections connections;
    private final ScheduledExecutorService timer;
    private @Nullable PeriodicTask pings;
    private @Nullable PeriodicTask partialMessages;
    private int nextSlot;

    public PingService(Connections connections, ScheduledExecutorService timer) {
        this.connections = connections;
        this.timer = timer;
    }

    public void start() {
        Duration period = connections.limits().liveness().pingInterval().dividedBy(Connections.SLOTS);
        pings = PeriodicTask.start(timer, "Ping service", period, this::checkNextSlot);
        partialMessages = PeriodicTask.start(
                timer, "Check of incomplete messages", PartialMessages.CHECK_INTERVAL, this::checkPartialMessages);
    }

    public void stop() {
        stop(pings);
        stop(partialMessages);
    }

    private static void stop(@Nullable PeriodicTask task) {
        if (task != null) {
            task.stop();
        }
    }

    private void checkPartialMessages() {
        connections.partials().onTimer(connections.now());
    }

    void checkNextSlot() {
        long now = connections.now();
        int slot = nextSlot;
        nextSlot = (nextSlot + 1) % Connections.SLOTS;
        connections.forEachInSlot(slot, connection -> check(connection, now));
    }

    private static void check(Connection connection, long now) {
        try {
            connection.checkLiveness(now);
        } catch (RuntimeException | Error e) {
            LOG.log(GatewayLogEvent.CONNECTION_CHECK_FAILED, connection.subject(), e);
        }
    }
}
