package org.ocppgateway.routing.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ocppgateway.routing.command.UndecodableException;

/** The consumer group of all sweepers: assignment and progress of each partition. */
final class SimulatedGroup {
    private static final Duration POLL = Duration.ofMillis(500);

    private final SimulatedSystem system;
    private final long[] committed = new long[SimulatedKafka.PARTITIONS];
    private final SimulatedPod[] assigned = new SimulatedPod[SimulatedKafka.PARTITIONS];
    private List<SimulatedPod> members = List.of();
    private int generation;

    SimulatedGroup(SimulatedSystem system) {
        this.system = system;
    }

    /** Reassigns the partitions of a silent member. */
    void coordinate() {
        List<SimulatedPod> present =
                system.pods().stream().filter(SimulatedPod::open).toList();
        if (present.equals(members) || present.isEmpty()) {
            return;
        }
        members = present;
        generation++;
        for (int partition = 0; partition < assigned.length; partition++) {
            assigned[partition] = present.get(system.random().nextInt(present.size()));
        }
    }

    boolean swept() {
        for (int partition = 0; partition < committed.length; partition++) {
            if (committed[partition] != system.kafka().end(partition)) {
                return false;
            }
        }
        return true;
    }

    /** Loop of one member while it is alive: reads, ticks, commits. */
    void sweep(SimulatedPod member) throws InterruptedException {
        int seen = -1;
        Map<Integer, Integer> positions = new HashMap<>();
        while (true) {
            if (seen != generation) {
                positions.keySet().forEach(member.sweeper()::revoked);
                positions.clear();
                seen = generation;
                take(member, positions);
            }
            for (int partition : new ArrayList<>(positions.keySet())) {
                read(member, partition, positions);
            }
            member.sweeper().tick();
            if (seen == generation) {
                positions.forEach((partition, position) -> committed[partition] =
                        member.sweeper().firstTracked(partition).orElse(position));
            }
            member.pause(POLL);
        }
    }

    private void take(SimulatedPod member, Map<Integer, Integer> positions) {
        for (int partition = 0; partition < assigned.length; partition++) {
            if (member.equals(assigned[partition])) {
                positions.put(partition, (int) committed[partition]);
                member.sweeper().assigned(partition);
            }
        }
    }

    private void read(SimulatedPod member, int partition, Map<Integer, Integer> positions) throws InterruptedException {
        int next = positions.getOrDefault(partition, 0);
        while (!system.kafka().isOut() && next < system.kafka().end(partition)) {
            SimulatedKafka.Found found = system.kafka().at(partition, next);
            if (found != null && !member.sweeper().canAccept(partition)) {
                break;
            }
            if (found != null) {
                accept(member, partition, next, found);
            }
            next++;
        }
        positions.put(partition, next);
    }

    private static void accept(SimulatedPod member, int partition, int offset, SimulatedKafka.Found found)
            throws InterruptedException {
        try {
            member.sweeper().accept(partition, offset, found.pod(), found.record());
        } catch (UndecodableException e) {
            throw new AssertionError(e);
        }
    }
}
