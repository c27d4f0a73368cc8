package org.ocppgateway.ops.checks.chaos;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.ocppgateway.ops.stack.balancer.Relay;
import org.ocppgateway.ops.stack.cluster.Cluster;
import org.ocppgateway.ops.stack.process.Server;

/**
 * Injects the faults of a plan. Faults of the same process run one after the other. Restarts a killed process, and
 * restarts it again if it exits during the start, as a service manager does. Thread-safe.
 */
final class FaultInjector {
    private static final int CUT_PERCENT = 20;
    private static final int MAX_START_ATTEMPTS = 10;

    private final Cluster cluster;
    private final Random random;
    private final Consumer<String> log;
    private final ConcurrentMap<Server, ReentrantLock> locks = new ConcurrentHashMap<>();
    private final Map<Fault.Kind, Integer> counts = new EnumMap<>(Fault.Kind.class);

    FaultInjector(Cluster cluster, long seed, Consumer<String> log) {
        this.cluster = cluster;
        this.random = new Random(seed);
        this.log = log;
    }

    /**
     * Injects a fault, waits, and restores the service. Blocks until the service is ready again.
     *
     * @throws IllegalStateException if the service does not become ready
     */
    void inject(Fault fault) throws InterruptedException {
        if (fault.kind() == Fault.Kind.CUT_CONNECTIONS) {
            cut(fault);
            return;
        }
        Server server = serverOf(fault);
        ReentrantLock lock = locks.computeIfAbsent(server, unused -> new ReentrantLock());
        lock.lockInterruptibly();
        try {
            recordStart(fault);
            switch (fault.kind()) {
                case KILL_GATEWAY, KILL_BROKER, KILL_REDIS -> kill(server, fault.length());
                case PAUSE_GATEWAY, PAUSE_BROKER, PAUSE_REDIS -> pause(server, fault.length());
                case CUT_CONNECTIONS -> throw new IllegalStateException("cut connections have no process");
            }
            log.accept("fault ended: " + fault);
        } finally {
            lock.unlock();
        }
    }

    /** Returns the number of injected faults by kind. */
    synchronized Map<Fault.Kind, Integer> counts() {
        return Map.copyOf(counts);
    }

    private void recordStart(Fault fault) {
        synchronized (this) {
            counts.merge(fault.kind(), 1, Integer::sum);
        }
        log.accept(fault.toString());
    }

    private void cut(Fault fault) {
        recordStart(fault);
        List<Relay> connections = cluster.balancer().connections();
        for (Relay connection : connections) {
            if (random.nextInt(100) < CUT_PERCENT) {
                connection.cut();
            }
        }
    }

    private Server serverOf(Fault fault) {
        return switch (fault.kind()) {
            case KILL_GATEWAY, PAUSE_GATEWAY -> cluster.gateway(fault.gateway()).server();
            case KILL_BROKER, PAUSE_BROKER -> cluster.broker().server();
            case KILL_REDIS, PAUSE_REDIS -> cluster.redis().server();
            case CUT_CONNECTIONS -> throw new IllegalStateException("cut connections have no process");
        };
    }

    private void kill(Server server, Duration length) throws InterruptedException {
        server.kill();
        TimeUnit.NANOSECONDS.sleep(length.toNanos());
        for (int i = 1; ; i++) {
            server.start();
            try {
                server.awaitReady(Cluster.TIMEOUT);
                return;
            } catch (IllegalStateException e) {
                if (server.isAlive() || i == MAX_START_ATTEMPTS) {
                    throw e;
                }
                log.accept("process exited during the start; restarting: " + e.getMessage());
            }
        }
    }

    private static void pause(Server server, Duration length) throws InterruptedException {
        server.pause();
        try {
            TimeUnit.NANOSECONDS.sleep(length.toNanos());
        } finally {
            server.resume();
        }
    }
}
