package org.ocppgateway.routing.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.command.CommandSettings;
import org.ocppgateway.routing.command.Limit;
import org.ocppgateway.routing.sweep.SweepSettings;

/** Pods, charge points, a backend and all events, generated from one seed. */
final class SimulatedSystem {
    static final Duration LEASE = Duration.ofSeconds(4);
    /** Answers may take nearly as long as a pod may be silent, and limits are low enough to be reached. */
    static final CommandSettings COMMANDS = new CommandSettings(
            Duration.ofSeconds(10),
            Duration.ofSeconds(12),
            Duration.ofSeconds(3),
            new Limit(4, 1000),
            8,
            Duration.ofMillis(500),
            Duration.ofHours(1),
            new Limit(5, 2000));

    static final SweepSettings SWEEP = new SweepSettings(
            Duration.ofMillis(500),
            Duration.ofSeconds(3),
            new SweepSettings.Grace(Duration.ofSeconds(3), Duration.ofSeconds(3), Duration.ofSeconds(5)),
            new Limit(8, 2000),
            3,
            100,
            Duration.ofSeconds(3));
    static final Duration TROUBLE = Duration.ofSeconds(30);
    private static final Duration PEACE = Duration.ofSeconds(90);
    private static final Instant BEGIN = Instant.parse("2026-11-21T10:00:00Z");
    private static final int PODS = 3;
    private static final int CHARGE_POINTS = 3;

    private final Random random;
    private final DeterministicScheduler scheduler;
    private final DeterministicScheduler.Life life = new DeterministicScheduler.Life();
    private final CommandHistory history;
    private final SimulatedKafka kafka;
    private final SimulatedRedis redis;
    private final SimulatedGroup group;
    private final List<SimulatedPod> pods = new ArrayList<>();
    private final List<ChargePointId> chargePoints = new ArrayList<>();
    private int incarnations;

    SimulatedSystem(Random random) {
        this.random = random;
        this.scheduler = new DeterministicScheduler(random, BEGIN);
        this.history = new CommandHistory(scheduler::now);
        this.kafka = new SimulatedKafka(scheduler, random, history);
        this.redis = new SimulatedRedis(scheduler, history);
        this.group = new SimulatedGroup(this);
    }

    Random random() {
        return random;
    }

    DeterministicScheduler scheduler() {
        return scheduler;
    }

    CommandHistory history() {
        return history;
    }

    SimulatedKafka kafka() {
        return kafka;
    }

    SimulatedRedis redis() {
        return redis;
    }

    SimulatedGroup group() {
        return group;
    }

    /** The current incarnation of each pod. */
    List<SimulatedPod> pods() {
        return pods;
    }

    List<ChargePointId> chargePoints() {
        return chargePoints;
    }

    Duration upTo(int millis) {
        return Duration.ofMillis(random.nextInt(millis));
    }

    boolean troubled() {
        return scheduler.now().isBefore(BEGIN.plus(TROUBLE));
    }

    /** Runs a time with faults and a time without, and returns the violated promises. */
    List<String> live() {
        for (int i = 0; i < PODS; i++) {
            pods.add(pod(i));
        }
        for (int i = 0; i < CHARGE_POINTS; i++) {
            ChargePointId id = new ChargePointId("CP-" + i);
            chargePoints.add(id);
            scheduler.start(life, () -> connectForever(id));
        }
        scheduler.start(life, this::coordinateForever);
        scheduler.start(life, new SimulatedBackend(this)::issue);
        scheduler.start(life, new FaultInjector(this)::make);
        scheduler.runUntil(BEGIN.plus(TROUBLE));
        Instant end = BEGIN.plus(TROUBLE).plus(PEACE);
        while (scheduler.now().isBefore(end) && !(history.allEnded() && group.swept())) {
            scheduler.runUntil(scheduler.now().plusSeconds(1));
        }
        List<String> complaints = history.complaints();
        if (complaints.isEmpty() && !group.swept()) {
            complaints.add("the sweepers track a command that has ended");
        }
        List<DeterministicScheduler.Life> lives = new ArrayList<>(List.of(life));
        pods.forEach(pod -> lives.add(pod.life()));
        scheduler.end(lives);
        return complaints;
    }

    private SimulatedPod pod(int index) {
        SimulatedPod pod = new SimulatedPod(
                this,
                new PodId("gateway-" + index),
                "n" + incarnations++,
                index,
                upTo(2000).minusSeconds(1));
        pod.begin();
        return pod;
    }

    /** Kills the pod; another incarnation of its name starts later. */
    void kill(int index) {
        history.fault(pods.get(index).lease().incarnation() + " is killed");
        scheduler.kill(pods.get(index).life());
        scheduler.start(life, () -> {
            scheduler.pause(upTo(8000));
            pods.set(index, pod(index));
        });
    }

    private void coordinateForever() {
        while (true) {
            scheduler.pause(Duration.ofSeconds(1));
            group.coordinate();
        }
    }

    /**
     * A charge point connects, stays for a while, disconnects or is disconnected, and connects again to any open pod.
     */
    private void connectForever(ChargePointId id) {
        while (true) {
            scheduler.pause(upTo(troubled() ? 5000 : 500));
            SimulatedPod pod = anyOpen();
            if (pod == null) {
                continue;
            }
            SimulatedSession session = pod.connect(id);
            Instant until = scheduler.now().plus(upTo(20_000));
            while (!session.ended()
                    && !pod.life().dead()
                    && (!troubled() || scheduler.now().isBefore(until))) {
                scheduler.pause(Duration.ofMillis(500));
            }
            if (!pod.life().dead()) {
                session.peerLeaves();
            }
        }
    }

    private @Nullable SimulatedPod anyOpen() {
        List<SimulatedPod> open = pods.stream().filter(SimulatedPod::open).toList();
        return open.isEmpty() ? null : open.get(random.nextInt(open.size()));
    }
}
