package org.ocppgateway.routing.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.route.FoundRoute;
import org.ocppgateway.routing.route.RoutesUnavailableException;

/** A backend that issues commands as the contract says, is wrong about where charge points are, and issues some twice. */
final class Backend {
    private static final PodId NEVER_WAS = new PodId("gateway-9");

    /** Sooner, a repetition cannot be told from the first one: see {@code ops/docs/decisions/0011-lost-traces.md}. */
    private static final Duration REPEATED_AFTER = Duration.ofMillis(2100);

    private final World world;
    private final SimulatedRedis.View redis;
    private int issued;

    Backend(World world) {
        this.world = world;
        this.redis = world.redis().seenBy("backend");
    }

    void issue() {
        while (world.troubled()) {
            world.turns().pause(world.upTo(2500));
            issueOne();
        }
    }

    private void issueOne() {
        String id = "c" + issued++;
        ChargePointId chargePointId = world.chargePoints()
                .get(world.random().nextInt(world.chargePoints().size()));
        boolean resend = world.random().nextInt(10) == 0;
        boolean dated = world.random().nextInt(8) > 0;
        Instant now = world.turns().now();
        String fields = "\"commandId\":\"" + id + "\",\"chargePointId\":\"" + chargePointId
                + "\",\"type\":\"reset\",\"data\":{}"
                + (dated ? ",\"issuedAt\":\"" + now + '"' : "")
                + (world.random().nextBoolean()
                        ? ""
                        : ",\"expiresAt\":\"" + now.plusSeconds(1).plus(world.upTo(15_000)) + '"')
                + ",\"resend\":" + resend;
        String priority = world.random().nextInt(6) == 0 ? "urgent" : "normal";
        world.book().issued(id, resend, now);
        write(chargePointId, command(fields, priority));
        if (dated && world.random().nextInt(3) == 0) {
            String again = world.random().nextInt(4) == 0 ? "whenever" : priority;
            Duration later = REPEATED_AFTER.plus(world.upTo(10_000));
            world.turns().start(new Turns.Life(), () -> {
                world.turns().pause(later);
                write(chargePointId, command(fields, again));
            });
        }
    }

    private static byte[] command(String fields, String priority) {
        return ("{" + fields + ",\"priority\":\"" + priority + "\"}").getBytes(UTF_8);
    }

    private void write(ChargePointId chargePointId, byte[] command) {
        int chance = world.random().nextInt(20);
        int partition = world.random().nextInt(SimulatedKafka.PARTITIONS);
        PodId pod = new PodId("gateway-" + partition);
        try {
            FoundRoute route = chance == 0 ? null : redis.route(chargePointId).orElse(null);
            if (route != null) {
                pod = route.pod();
                partition = route.partition();
            } else if (chance == 1) {
                pod = NEVER_WAS;
            }
        } catch (RoutesUnavailableException e) {
            // it guesses
        }
        world.kafka().write(partition, pod, command, 0, world.turns().now());
    }
}
