package org.ocppgateway.routing.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.route.FoundRoute;
import org.ocppgateway.routing.route.RoutesUnavailableException;

/** A backend that issues commands according to the contract, sometimes to the wrong pod and some of them twice. */
final class SimulatedBackend {
    private static final PodId NEVER_WAS = new PodId("gateway-9");

    /**
     * An earlier repetition cannot be distinguished from the first record: see
     * {@code ops/docs/decisions/0011-lost-traces.md}.
     */
    private static final Duration REPEATED_AFTER = Duration.ofMillis(2100);

    private final SimulatedSystem system;
    private final SimulatedRedis.View redis;
    private int issued;

    SimulatedBackend(SimulatedSystem system) {
        this.system = system;
        this.redis = system.redis().seenBy("backend");
    }

    void issue() {
        while (system.troubled()) {
            system.scheduler().pause(system.upTo(2500));
            issueOne();
        }
    }

    private void issueOne() {
        String id = "c" + issued++;
        ChargePointId chargePointId = system.chargePoints()
                .get(system.random().nextInt(system.chargePoints().size()));
        boolean resend = system.random().nextInt(10) == 0;
        boolean dated = system.random().nextInt(8) > 0;
        Instant now = system.scheduler().now();
        String fields = "\"commandId\":\"" + id + "\",\"chargePointId\":\"" + chargePointId
                + "\",\"type\":\"reset\",\"data\":{}"
                + (dated ? ",\"issuedAt\":\"" + now + '"' : "")
                + (system.random().nextBoolean()
                        ? ""
                        : ",\"expiresAt\":\"" + now.plusSeconds(1).plus(system.upTo(15_000)) + '"')
                + ",\"resend\":" + resend;
        String priority = system.random().nextInt(6) == 0 ? "urgent" : "normal";
        system.history().issued(id, resend, now);
        write(chargePointId, command(fields, priority));
        if (dated && system.random().nextInt(3) == 0) {
            String again = system.random().nextInt(4) == 0 ? "whenever" : priority;
            Duration later = REPEATED_AFTER.plus(system.upTo(10_000));
            system.scheduler().start(new DeterministicScheduler.Life(), () -> {
                system.scheduler().pause(later);
                write(chargePointId, command(fields, again));
            });
        }
    }

    private static byte[] command(String fields, String priority) {
        return ("{" + fields + ",\"priority\":\"" + priority + "\"}").getBytes(UTF_8);
    }

    private void write(ChargePointId chargePointId, byte[] command) {
        int chance = system.random().nextInt(20);
        int partition = system.random().nextInt(SimulatedKafka.PARTITIONS);
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
            // a guess
        }
        system.kafka().write(partition, pod, command, 0, system.scheduler().now());
    }
}
