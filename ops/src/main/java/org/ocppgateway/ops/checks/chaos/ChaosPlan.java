package org.ocppgateway.ops.checks.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.ocppgateway.ops.checks.chaos.Fault.Kind;

/**
 * Planned faults and commands of a run. The same seed produces the same plan.
 *
 * @param faults ordered by time
 * @param commands ordered by time
 */
record ChaosPlan(List<Fault> faults, List<PlannedCommand> commands) {
    private static final Duration FIRST_FAULT_AT = Duration.ofSeconds(20);
    // Two of ten faults start before the end of the previous fault. The others leave time for recovery. Only commands
    // that are valid during a fault can become uncertain, so more overlap would mainly measure the faults themselves.
    private static final int OVERLAPPING_PERCENT = 20;
    private static final Duration MIN_RECOVERY = Duration.ofSeconds(5);
    private static final Duration MAX_RECOVERY = Duration.ofSeconds(20);
    private static final Duration MIN_FAULT = Duration.ofSeconds(2);
    // Longer than the lease time plus the sweep delay, so that some pods are declared lost and then return.
    private static final Duration MAX_FAULT = Duration.ofSeconds(25);
    private static final int COMMANDS_PER_SECOND = 8;
    private static final Duration BURST_INTERVAL = Duration.ofSeconds(45);
    // More than the queue of one charge point accepts.
    private static final int BURST = 40;
    private static final Duration MIN_VALIDITY = Duration.ofSeconds(20);
    private static final Duration MAX_VALIDITY = Duration.ofSeconds(60);

    // The number of entries is the relative frequency of a kind.
    private static final List<Kind> FAULT_MIX = List.of(
            Kind.KILL_GATEWAY,
            Kind.KILL_GATEWAY,
            Kind.PAUSE_GATEWAY,
            Kind.PAUSE_GATEWAY,
            Kind.KILL_BROKER,
            Kind.PAUSE_BROKER,
            Kind.KILL_REDIS,
            Kind.PAUSE_REDIS,
            Kind.CUT_CONNECTIONS);

    ChaosPlan {
        faults = List.copyOf(faults);
        commands = List.copyOf(commands);
    }

    /** Creates a plan with random faults of all kinds and a stream of commands. */
    static ChaosPlan random(long seed, Duration length, int gateways, int chargePoints) {
        Random random = new Random(seed);
        return new ChaosPlan(faults(random, length, gateways), commands(random, length, chargePoints));
    }

    /** Creates a plan with one long broker outage and no commands. */
    static ChaosPlan kafkaOutage(Duration before, Duration outage) {
        return new ChaosPlan(List.of(new Fault(before, Kind.KILL_BROKER, 0, outage)), List.of());
    }

    private static List<Fault> faults(Random random, Duration length, int gateways) {
        List<Fault> faults = new ArrayList<>();
        List<Kind> remainingFaults = new ArrayList<>();
        Duration at = FIRST_FAULT_AT;
        while (at.compareTo(length) < 0) {
            if (remainingFaults.isEmpty()) {
                remainingFaults.addAll(FAULT_MIX);
                Collections.shuffle(remainingFaults, random);
            }
            Fault fault = new Fault(
                    at, remainingFaults.removeFirst(), random.nextInt(gateways), between(random, MIN_FAULT, MAX_FAULT));
            faults.add(fault);
            boolean overlapping = random.nextInt(100) < OVERLAPPING_PERCENT;
            at = at.plus(
                    overlapping
                            ? between(random, Duration.ofSeconds(1), fault.length())
                            : fault.length().plus(between(random, MIN_RECOVERY, MAX_RECOVERY)));
        }
        return faults;
    }

    private static List<PlannedCommand> commands(Random random, Duration length, int chargePoints) {
        List<PlannedCommand> commands = new ArrayList<>();
        Duration step = Duration.ofSeconds(1).dividedBy(COMMANDS_PER_SECOND);
        Duration nextBurst = BURST_INTERVAL;
        for (Duration at = Duration.ZERO; at.compareTo(length) < 0; at = at.plus(step)) {
            commands.add(command(random, at, commands.size(), kind(random), random.nextInt(chargePoints)));
            if (at.compareTo(nextBurst) >= 0) {
                int chargePoint = random.nextInt(chargePoints);
                for (int i = 0; i < BURST; i++) {
                    commands.add(command(random, at, commands.size(), PlannedCommand.Kind.DATA_TRANSFER, chargePoint));
                }
                nextBurst = nextBurst.plus(BURST_INTERVAL);
            }
        }
        return commands;
    }

    private static PlannedCommand command(
            Random random, Duration at, int number, PlannedCommand.Kind kind, int chargePoint) {
        boolean repeated = random.nextInt(100) < 4;
        return new PlannedCommand(
                at,
                number,
                kind,
                chargePoint,
                random.nextInt(100) < 10,
                kind == PlannedCommand.Kind.EXPIRED ? Duration.ZERO : between(random, MIN_VALIDITY, MAX_VALIDITY),
                repeated ? between(random, Duration.ofMillis(1), Duration.ofSeconds(30)) : Duration.ZERO);
    }

    private static PlannedCommand.Kind kind(Random random) {
        int percent = random.nextInt(100);
        if (percent < 3) {
            return PlannedCommand.Kind.NOT_CONNECTED;
        } else if (percent < 6) {
            return PlannedCommand.Kind.EXPIRED;
        } else if (percent < 9) {
            return PlannedCommand.Kind.INVALID;
        } else if (percent < 13) {
            return PlannedCommand.Kind.REFUSED;
        } else if (percent < 30) {
            return PlannedCommand.Kind.REMOTE_START;
        }
        return PlannedCommand.Kind.DATA_TRANSFER;
    }

    private static Duration between(Random random, Duration min, Duration max) {
        return Duration.ofMillis(random.nextLong(min.toMillis(), max.toMillis() + 1));
    }
}
