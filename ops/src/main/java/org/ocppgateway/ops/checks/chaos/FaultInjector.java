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
 * Carries out the faults of a plan, each on a virtual thread of its own; two faults of one process come one after the other. Starts
 * what was killed again, and again if it ended by itself, as a service manager would.
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

    /** Breaks, waits, mends; blocks until all is well again. @throws IllegalStateException if it does not become so */
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
                case CUT_CONNECTIONS -> throw new IllegalStateException("it has no process");
            }
            log.accept("over: " + fault);
        } finally {
            lock.unlock();
        }
    }

    /** How many faults of each kind there were. */
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
            case CUT_CONNECTIONS -> throw new IllegalStateException("it has no process");
        };
    }

    private void kill(Server server, Duration length) throws InterruptedException {
        server.kill();
        TimeUnit.NANOSECONDS.sleep(length.toNanos());
        for (int i = 1; ; i++) {
            server.start();
            try {
                server.awaitReady(Cluster.PATIENCE);
                return;
            } catch (IllegalStateException e) {
                if (server.isAlive() || i == MAX_START_ATTEMPTS) {
                    throw e;
                }
                log.accept("ended by itself, and is started again: " + e.getMessage());
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
