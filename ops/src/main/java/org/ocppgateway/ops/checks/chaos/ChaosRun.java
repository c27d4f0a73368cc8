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

/** One run: a fleet on a cluster, a plan carried out on both, and the settling of everything that is open then. */
final class ChaosRun {
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration PROGRESS = Duration.ofSeconds(10);
    // Leases, the sweeper's patience, the longest validity and the answer timeout, one after the other, with room to
    // spare.
    private static final Duration SETTLING = Duration.ofMinutes(5);
    private static final Duration READING = Duration.ofMinutes(2);
    private static final int CONNECTS_PER_SECOND = 50;

    private final Cluster cluster;
    private final Ledger ledger;
    private final Plan plan;
    private final Breaker breaker;
    private final Console console;
    private final ConcurrentLinkedQueue<String> problems = new ConcurrentLinkedQueue<>();

    ChaosRun(Cluster cluster, Ledger ledger, Plan plan, long seed, Console console) {
        this.cluster = cluster;
        this.ledger = ledger;
        this.plan = plan;
        this.console = console;
        this.breaker = new Breaker(cluster, seed, console::say);
    }

    /** Carries it out and blocks until all is settled, or has had its time to. */
    ChaosOutcome carryOut(ChaosScenario scenario, long seed, int chargePoints) throws InterruptedException {
        FleetSettings settings = FleetSettings.of(cluster.balancer().endpoint(), chargePoints)
                .withConnectRate(CONNECTS_PER_SECOND)
                .withVersions(ChaosScenario.VERSIONS)
                .withBehaviour(scenario.profile())
                .withSeed(seed);
        Recorder recorder = Recorder.start(cluster, ledger);
        FleetStats stats;
        try (Fleet fleet = Fleet.start(settings, ledger);
                CommandStream commands = new CommandStream(
                        cluster,
                        Long.toString(seed, Character.MAX_RADIX),
                        number -> Fleet.idOf(settings, number).value(),
                        ledger)) {
            await("the fleet is connected", SETTLING, fleet, () -> connected(fleet) == chargePoints);
            console.say("all connected; now it begins");
            perform(fleet, commands);
            console.say("no more faults and commands; everything has to settle now");
            await("all are connected again", SETTLING, fleet, () -> connected(fleet) == chargePoints);
            await("every command has ended", SETTLING, fleet, () -> ledger.openCommands() == 0);
            await("what was kept offline has been sent", SETTLING, fleet, () -> kept(fleet) < chargePoints);
            stats = fleet.stats();
            if (!fleet.stop(Duration.ofSeconds(60))) {
                problems.add("some charge points did not end in time");
            }
        }
        if (!recorder.finish(READING)) {
            problems.add("the topics could not be read to their ends");
        }
        return new ChaosOutcome(ledger.balance(), stats, breaker.done(), List.copyOf(problems));
    }

    /** Faults and commands, each on a thread of its own at its time; blocks until all are over. */
    private void perform(Fleet fleet, CommandStream commands) throws InterruptedException {
        CountDownLatch open =
                new CountDownLatch(plan.faults().size() + plan.commands().size());
        long begin = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            plan.faults()
                    .forEach(
                            fault -> threads.execute(() -> at(begin, fault.at(), open, () -> breaker.carryOut(fault))));
            plan.commands()
                    .forEach(command ->
                            threads.execute(() -> at(begin, command.at(), open, () -> commands.issue(command))));
            while (!open.await(PROGRESS.toNanos(), TimeUnit.NANOSECONDS)) {
                console.progress(fleet.stats(), ledger);
            }
        }
    }

    private interface Deed {
        void run() throws InterruptedException;
    }

    private void at(long begin, Duration when, CountDownLatch open, Deed deed) {
        try {
            TimeUnit.NANOSECONDS.sleep(begin + when.toNanos() - System.nanoTime());
            deed.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            console.say("failed: " + e);
            problems.add(e.toString());
        } finally {
            open.countDown();
        }
    }

    private void await(String what, Duration patience, Fleet fleet, BooleanSupplier condition)
            throws InterruptedException {
        long begin = System.nanoTime();
        long shown = begin;
        while (!condition.getAsBoolean()) {
            long now = System.nanoTime();
            if (now - begin > patience.toNanos()) {
                problems.add("not even after " + patience.toSeconds() + " s: " + what);
                return;
            }
            if (now - shown > PROGRESS.toNanos()) {
                console.progress(fleet.stats(), ledger);
                shown = now;
            }
            TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
        }
    }

    private static long connected(Fleet fleet) {
        return fleet.stats().count(FleetCount.CONNECTED);
    }

    private static long kept(Fleet fleet) {
        return fleet.stats().count(FleetCount.TRANSACTION_MESSAGES_QUEUED);
    }
}
