package org.ocppgateway.routing.simulation;

import java.time.Duration;
import java.time.Instant;

/**
 * Injects deaths, pauses, outages for all pods or one, refused writes, data loss and clock changes, sequentially and at
 * times concurrently.
 */
final class FaultInjector {
    private final SimulatedSystem system;

    FaultInjector(SimulatedSystem system) {
        this.system = system;
    }

    void make() {
        while (system.troubled()) {
            system.scheduler().pause(system.upTo(6000));
            if (system.troubled()) {
                makeOne();
            }
        }
        system.kafka().out(false);
        system.redis().become(SimulatedRedis.Health.WELL);
    }

    private void makeOne() {
        int index = system.random().nextInt(system.pods().size());
        SimulatedPod pod = system.pods().get(index);
        switch (system.random().nextInt(11)) {
            case 0, 1 -> {
                if (!pod.life().dead()) {
                    system.kill(index);
                }
            }
            case 2, 3 -> {
                Instant until = system.scheduler().now().plus(system.upTo(20_000));
                system.history().fault(pod.lease().incarnation() + " is frozen until " + until);
                pod.life().freeze(until);
            }
            case 4 -> redis(SimulatedRedis.Health.OUT, system.upTo(6000), false);
            case 5 -> redis(SimulatedRedis.Health.OUT, system.upTo(12_000), true);
            case 6 -> redis(SimulatedRedis.Health.REFUSES_WRITES, system.upTo(12_000), false);
            case 7 -> system.redis().flush();
            case 8 -> cutOff(pod.lease().incarnation(), system.upTo(20_000));
            case 9 -> {
                system.kafka().out(true);
                system.history().fault("Kafka is unavailable");
                system.scheduler().pause(system.upTo(4000));
                system.kafka().out(false);
                system.history().fault("Kafka is back");
            }
            default -> pod.setClock(system.upTo(2000).minusSeconds(1));
        }
    }

    /** @param empties whether Redis is empty afterwards, as after a restart */
    private void redis(SimulatedRedis.Health health, Duration length, boolean empties) {
        system.redis().become(health);
        system.scheduler().pause(length);
        if (empties) {
            system.redis().flush();
        }
        system.redis().become(SimulatedRedis.Health.WELL);
    }

    /** Other faults continue meanwhile. */
    private void cutOff(String incarnation, Duration length) {
        system.redis().cutOff(incarnation);
        system.scheduler().start(new DeterministicScheduler.Life(), () -> {
            system.scheduler().pause(length);
            system.redis().reconnect(incarnation);
        });
    }
}
