package org.ocppgateway.ops.checks.chaos;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.ocppgateway.ops.checks.ledger.Ledger;
import org.ocppgateway.ops.stack.cluster.Cluster;
import org.ocppgateway.simulator.fleet.Fleet;
import org.ocppgateway.simulator.fleet.FleetSettings;
import org.ocppgateway.simulator.measure.FleetCount;
import org.ocppgateway.simulator.measure.FleetStats;

/**
 * A chaos run: starts a fleet on a cluster, executes a plan, and waits until all open messages and commands are
 * settled.
 */
final class ChaosRun {
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);
    private static final Duration PROGRESS_INTERVAL = Duration.ofSeconds(10);
    // Covers lease time, sweep delay, longest command validity and answer timeout in sequence, with a margin.
    private static final Duration SETTLE_TIMEOUT = Duration.ofMinutes(5);
    private static final Duration READ_TIMEOUT = Duration.ofMinutes(2);
    private static final int CONNECTS_PER_SECOND = 50;

    private final Cluster cluster;
    private final Ledger ledger;
    private final ChaosPlan plan;
    private final FaultInjector faultInjector;
    private final RunConsole console;
    private final ConcurrentLinkedQueue<String> problems = new ConcurrentLinkedQueue<>();

    ChaosRun(Cluster cluster, Ledger ledger, ChaosPlan plan, long seed, RunConsole console) {
        this.cluster = cluster;
        this.ledger = ledger;
        this.plan = plan;
        this.console = console;
        this.faultInjector = new FaultInjector(cluster, seed, console::print);
    }

    /** Executes the run. Blocks until everything is settled or the timeouts have expired. */
    ChaosOutcome execute(ChaosScenario scenario, long seed, int chargePoints) throws InterruptedException {
        FleetSettings settings = FleetSettings.of(cluster.balancer().endpoint(), chargePoints)
                .withConnectRate(CONNECTS_PER_SECOND)
                .withVersions(ChaosScenario.VERSIONS)
                .withBehaviour(scenario.behaviour())
                .withSeed(seed);
        TopicRecorder recorder = TopicRecorder.start(cluster, ledger);
        FleetStats stats;
        try (Fleet fleet = Fleet.start(settings, ledger);
                CommandIssuer commands = new CommandIssuer(
                        cluster,
                        Long.toString(seed, Character.MAX_RADIX),
                        number -> Fleet.idOf(settings, number).value(),
                        ledger)) {
            await("fleet connected", SETTLE_TIMEOUT, fleet, () -> connected(fleet) == chargePoints);
            console.print("fleet connected; the plan starts");
            executePlan(fleet, commands);
            console.print("plan finished; waiting until everything is settled");
            await("fleet reconnected", SETTLE_TIMEOUT, fleet, () -> connected(fleet) == chargePoints);
            await("all commands completed", SETTLE_TIMEOUT, fleet, () -> ledger.pendingCommands() == 0);
            await(
                    "queued transaction messages sent",
                    SETTLE_TIMEOUT,
                    fleet,
                    () -> queuedMessages(fleet) < chargePoints);
            stats = fleet.stats();
            if (!fleet.stop(Duration.ofSeconds(60))) {
                problems.add("some charge points did not stop in time");
            }
        }
        if (!recorder.finish(READ_TIMEOUT)) {
            problems.add("the topics were not read to their ends in time");
        }
        return new ChaosOutcome(ledger.balance(), stats, faultInjector.counts(), List.copyOf(problems));
    }

    /** Executes each fault and command on its own virtual thread at its planned time. Blocks until all are finished. */
    private void executePlan(Fleet fleet, CommandIssuer commands) throws InterruptedException {
        CountDownLatch remaining =
                new CountDownLatch(plan.faults().size() + plan.commands().size());
        long begin = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            plan.faults()
                    .forEach(fault ->
                            threads.execute(() -> at(begin, fault.at(), remaining, () -> faultInjector.inject(fault))));
            plan.commands()
                    .forEach(command ->
                            threads.execute(() -> at(begin, command.at(), remaining, () -> commands.issue(command))));
            while (!remaining.await(PROGRESS_INTERVAL.toNanos(), TimeUnit.NANOSECONDS)) {
                console.progress(fleet.stats(), ledger);
            }
        }
    }

    private interface TimedAction {
        void run() throws InterruptedException;
    }

    private void at(long begin, Duration when, CountDownLatch remaining, TimedAction action) {
        try {
            TimeUnit.NANOSECONDS.sleep(begin + when.toNanos() - System.nanoTime());
            action.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            console.print("failed: " + e);
            problems.add(e.toString());
        } finally {
            remaining.countDown();
        }
    }

    private void await(String what, Duration timeout, Fleet fleet, BooleanSupplier condition)
            throws InterruptedException {
        long begin = System.nanoTime();
        long lastProgressAt = begin;
        while (!condition.getAsBoolean()) {
            long now = System.nanoTime();
            if (now - begin > timeout.toNanos()) {
                problems.add("not reached within " + timeout.toSeconds() + " s: " + what);
                return;
            }
            if (now - lastProgressAt > PROGRESS_INTERVAL.toNanos()) {
                console.progress(fleet.stats(), ledger);
                lastProgressAt = now;
            }
            TimeUnit.NANOSECONDS.sleep(POLL_INTERVAL.toNanos());
        }
    }

    private static long connected(Fleet fleet) {
        return fleet.stats().count(FleetCount.CONNECTED);
    }

    private static long queuedMessages(Fleet fleet) {
        return fleet.stats().count(FleetCount.TRANSACTION_MESSAGES_QUEUED);
    }
}
