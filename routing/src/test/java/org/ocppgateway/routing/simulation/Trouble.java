package org.ocppgateway.routing.simulation;

import java.time.Instant;

/** Deaths, pauses, outages, flushes and clocks set to another time, one after the other and at times at once. */
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
        if (world.redis().isOut()) {
            world.redis().back();
        }
    }

    private void makeOne() {
        int index = world.random().nextInt(world.pods().size());
        SimulatedPod pod = world.pods().get(index);
        switch (world.random().nextInt(8)) {
            case 0, 1 -> {
                if (!pod.life().dead()) {
                    world.kill(index);
                }
            }
            case 2, 3 -> {
                Instant until = world.turns().now().plus(world.upTo(12_000));
                world.book().trouble(pod.lease().incarnation() + " is frozen until " + until);
                pod.life().freeze(until);
            }
            case 4 -> {
                if (!world.redis().isOut()) {
                    world.redis().out();
                    world.turns().pause(world.upTo(6000));
                    world.redis().back();
                }
            }
            case 5 -> world.redis().flush();
            case 6 -> {
                world.kafka().out(true);
                world.book().trouble("Kafka is out");
                world.turns().pause(world.upTo(4000));
                world.kafka().out(false);
                world.book().trouble("Kafka is back");
            }
            default -> pod.setClock(world.upTo(2000).minusSeconds(1));
        }
    }
}
