package org.ocppgateway.routing.simulation;

import java.time.Duration;
import java.time.Instant;

/** Deaths, pauses, outages for all or one, refused writes, losses and clocks set to another time, one after the other and at times at once. */
final class Trouble {
    private final World world;

    Trouble(World world) {
        this.world = world;
    }

    void make() {
        while (world.troubled()) {
            world.turns().pause(world.upTo(6000));
            if (world.troubled()) {
                makeOne();
            }
        }
        world.kafka().out(false);
        world.redis().become(SimulatedRedis.Health.WELL);
    }

    private void makeOne() {
        int index = world.random().nextInt(world.pods().size());
        SimulatedPod pod = world.pods().get(index);
        switch (world.random().nextInt(11)) {
            case 0, 1 -> {
                if (!pod.life().dead()) {
                    world.kill(index);
                }
            }
            case 2, 3 -> {
                Instant until = world.turns().now().plus(world.upTo(20_000));
                world.book().trouble(pod.lease().incarnation() + " is frozen until " + until);
                pod.life().freeze(until);
            }
            case 4 -> redis(SimulatedRedis.Health.OUT, world.upTo(6000), false);
            case 5 -> redis(SimulatedRedis.Health.OUT, world.upTo(12_000), true);
            case 6 -> redis(SimulatedRedis.Health.REFUSES_WRITES, world.upTo(12_000), false);
            case 7 -> world.redis().flush();
            case 8 -> cutOff(pod.lease().incarnation(), world.upTo(20_000));
            case 9 -> {
                world.kafka().out(true);
                world.book().trouble("Kafka is out");
                world.turns().pause(world.upTo(4000));
                world.kafka().out(false);
                world.book().trouble("Kafka is back");
            }
            default -> pod.setClock(world.upTo(2000).minusSeconds(1));
        }
    }

    /** @param empties whether it comes back empty, as after a restart */
    private void redis(SimulatedRedis.Health health, Duration length, boolean empties) {
        world.redis().become(health);
        world.turns().pause(length);
        if (empties) {
            world.redis().flush();
        }
        world.redis().become(SimulatedRedis.Health.WELL);
    }

    /** Other trouble goes on meanwhile. */
    private void cutOff(String incarnation, Duration length) {
        world.redis().cutOff(incarnation);
        world.turns().start(new Turns.Life(), () -> {
            world.turns().pause(length);
            world.redis().reconnect(incarnation);
        });
    }
}
