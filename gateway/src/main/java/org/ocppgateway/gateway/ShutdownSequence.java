package org.ocppgateway.gateway;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.ocppgateway.gateway.log.GatewayLogEvent;
import org.ocppgateway.routing.log.EventLog;

/**
 * The started components. Stops them in reverse order within one deadline, even if some fail to stop. Used by the thread that starts and
 * stops the gateway.
 */
final class ShutdownSequence {
    private static final EventLog LOG = EventLog.of(ShutdownSequence.class);

    /** Time that a component may exceed its share. */
    private static final Duration GRACE = Duration.ofMillis(500);

    private static final double DEFAULT_PART = 0.5;

    private final Deque<Component> components = new ArrayDeque<>();
    private final LongSupplier nanoTime;

    /** Stops one component. */
    @FunctionalInterface
    interface StopAction {
        /**
         * Called once, on a separate thread.
         *
         * @param share maximum duration
         */
        void stop(Duration share) throws Exception;
    }

    /** @param part fraction of the remaining time that is its share */
    private record Component(String name, double part, StopAction stopAction) {}

    /** A component has stopped and had to abandon work. */
    static final class ForcedException extends Exception {
        private static final long serialVersionUID = 1L;

        /** @param reason what was abandoned */
        ForcedException(String reason) {
            super(reason, null, false, false);
        }
    }

    ShutdownSequence(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Adds a started component. It is stopped before those that were added earlier. */
    void add(String name, StopAction stopAction) {
        add(name, DEFAULT_PART, stopAction);
    }

    /** @param part fraction of the remaining time that is its share, above 0 and below 1 */
    void add(String name, double part, StopAction stopAction) {
        components.push(new Component(name, part, stopAction));
    }

    /**
     * Stops all components. Each one has a part of the remaining time as its share, so that time remains for the later ones, which include
     * command results and the lease. A component that exceeds its share is interrupted and abandoned.
     *
     * @return whether all components stopped without failure and in time
     */
    boolean stopAll(Duration limit) {
        long begun = nanoTime.getAsLong();
        boolean graceful = true;
        boolean interrupted = false;
        while (!components.isEmpty()) {
            Component component = components.pop();
            Duration remaining = limit.minusNanos(nanoTime.getAsLong() - begun);
            try {
                graceful &= stop(component, share(remaining, component.part()));
            } catch (InterruptedException e) {
                graceful = false;
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return graceful && nanoTime.getAsLong() - begun <= limit.toNanos();
    }

    private static Duration share(Duration remaining, double part) {
        return remaining.isNegative() ? Duration.ZERO : Duration.ofNanos((long) (remaining.toNanos() * part));
    }

    private static boolean stop(Component component, Duration share) throws InterruptedException {
        FutureTask<Void> stopping = new FutureTask<>(() -> {
            component.stopAction().stop(share);
            return null;
        });
        Thread thread =
                Thread.ofPlatform().name("stop " + component.name()).daemon().start(stopping);
        try {
            stopping.get(share.plus(GRACE).toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ForcedException forced) {
                LOG.log(GatewayLogEvent.PROCESS_COMPONENT_FORCED, component.name(), forced.getMessage());
            } else {
                LOG.log(GatewayLogEvent.PROCESS_COMPONENT_FAILED, component.name(), e.getCause());
            }
        } catch (TimeoutException e) {
            LOG.log(
                    GatewayLogEvent.PROCESS_COMPONENT_LATE,
                    component.name(),
                    share.plus(GRACE).toMillis());
            thread.interrupt();
        } catch (InterruptedException e) {
            thread.interrupt();
            throw e;
        }
        return false;
    }
}
