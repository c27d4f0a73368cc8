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

    private final World world;
    private int issued;

    Backend(World world) {
        this.world = world;
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
        Instant now = world.turns().now();
        String expires = world.random().nextBoolean()
                ? ""
                : ",\"expiresAt\":\"" + now.plusSeconds(1).plus(world.upTo(15_000)) + '"';
        byte[] command = ("{\"commandId\":\"" + id + "\",\"chargePointId\":\"" + chargePointId
                        + "\",\"type\":\"reset\",\"data\":{},\"issuedAt\":\"" + now + '"' + expires + ",\"resend\":"
                        + resend
                        + '}')
                .getBytes(UTF_8);
        world.book().issued(id, resend, now);
        write(chargePointId, command);
        if (world.random().nextInt(4) == 0) {
            Duration later = world.upTo(8000);
            world.turns().start(new Turns.Life(), () -> {
                world.turns().pause(later);
                if (!world.redis().isOut() && !world.book().gapSince(now)) {
                    world.book().repeated(id);
                    write(chargePointId, command);
                }
            });
        }
    }

    private void write(ChargePointId chargePointId, byte[] command) {
        int chance = world.random().nextInt(20);
        int partition = world.random().nextInt(SimulatedKafka.PARTITIONS);
        PodId pod = new PodId("gateway-" + partition);
        try {
            FoundRoute route =
                    chance == 0 ? null : world.redis().route(chargePointId).orElse(null);
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
