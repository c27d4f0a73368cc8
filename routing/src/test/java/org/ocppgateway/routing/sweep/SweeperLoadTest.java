package org.ocppgateway.routing.sweep;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.command.CommandRecord;
import org.ocppgateway.routing.command.Limit;

/** Commands of dead pods end in time, whatever their number. Times are simulated. */
class SweeperLoadTest extends SweeperFixture {
    private static final Duration ROUND = Duration.ofMillis(200);
    /** Maximum number of records of one poll. */
    private static final int BATCH = 500;

    private static final int DEAD = 7;
    private static final int LIVING = 3;

    private Sweeper loaded = sweeper;
    private final List<Reading> readings = new ArrayList<>();

    /** One partition, as the consumer reads it. */
    private final class Reading {
        private final int partition;
        private final String pod;
        private final int records;
        private final String filler;
        private int next;

        Reading(int partition, String pod, int records, int fillerLength) {
            this.partition = partition;
            this.pod = pod;
            this.records = records;
            this.filler = "x".repeat(fillerLength);
            loaded.assigned(partition);
        }

        void read() throws Exception {
            for (int i = 0; i < BATCH && next < records && loaded.canAccept(partition); i++) {
                loaded.accept(partition, next, new PodId(pod), new CommandRecord(command(), 0, clock.instant(), null));
                next++;
            }
        }

        private byte[] command() {
            return ("{\"commandId\":\"" + pod + '-' + next + "\",\"chargePointId\":\"CP-" + next
                            + "\",\"type\":\"reset\",\"data\":{\"filler\":\"" + filler + "\"}}")
                    .getBytes(UTF_8);
        }
    }

    private void limits(int tracked, long bytes) {
        SweepSettings defaults = SweepSettings.defaults();
        loaded = sweeper(new SweepSettings(
                defaults.checkInterval(),
                defaults.podTimeout(),
                defaults.grace(),
                new Limit(tracked, bytes),
                defaults.concurrency(),
                defaults.offlineEventsPerSecond(),
                defaults.sessionTimeout()));
    }

    /** Returns the time until all commands of the dead pod had their outcome. */
    private Duration untilEnded(int expected, int mostHeld) throws Exception {
        Instant begun = clock.instant();
        while (results.size() < expected) {
            for (Reading reading : readings) {
                reading.read();
            }
            assertTrue(loaded.tracked() <= mostHeld, loaded.tracked() + " are tracked");
            loaded.tick();
            clock.advance(ROUND);
            Duration past = Duration.between(begun, clock.instant());
            assertTrue(past.compareTo(Duration.ofMinutes(10)) < 0, results.size() + " have ended after " + past);
        }
        return Duration.between(begun, clock.instant());
    }

    private void livingCommands(int count, int fillerLength) throws Exception {
        leases.live("gateway-4", "a", LIVING, 0);
        Reading living = new Reading(LIVING, "gateway-4", count, fillerLength);
        readings.add(living);
        for (int i = 0; i < count; i++) {
            states.asSeenBy("gateway-4/a").claim("gateway-4-" + i, CHARGE_POINT, clock.instant());
        }
    }

    @ParameterizedTest
    @CsvSource({"90, 100", "140, 100", "12000, 10000", "12000, 100", "30000, 10000"})
    void allCommandsOfADeadPodEndThoughTheyAreMoreThanMayBeHeld(int commands, int limit) throws Exception {
        limits(limit, Long.MAX_VALUE);
        readings.add(new Reading(DEAD, "gateway-9", commands, 0));

        Duration took = untilEnded(commands, limit);

        System.out.println(
                commands + " commands of a dead pod, at most " + limit + " tracked: all ended after " + took);
        assertEquals(0, loaded.tracked());
    }

    @Test
    void commandsBeyondTheByteLimitEnd() throws Exception {
        limits(10_000, 100_000);
        readings.add(new Reading(DEAD, "gateway-9", 300, 10_000));

        Duration took = untilEnded(300, 11);

        System.out.println("300 commands of 10 KB of a dead pod, at most 100 KB tracked: all ended after " + took);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 400, 9000})
    void theyEndInTimeAmongManyOfALivingPod(int living) throws Exception {
        livingCommands(living, 0);
        readings.add(new Reading(DEAD, "gateway-9", 100, 0));

        Duration took = untilEnded(100, 10_000);

        System.out.println("100 commands of a dead pod among " + living + " of a live one: ended after " + took);
        assertTrue(took.compareTo(Duration.ofSeconds(25)) <= 0, took::toString);
    }

    @Test
    void commandsEndInTimeWhileALivePodHasMoreThanTheLimit() throws Exception {
        livingCommands(12_000, 0);
        for (Reading reading : readings) {
            for (int i = 0; i < 100; i++) {
                reading.read();
            }
        }
        assertEquals(10_000, loaded.tracked());
        readings.add(new Reading(DEAD, "gateway-9", 1000, 0));

        Duration took = untilEnded(1000, 20_000);

        System.out.println("1000 commands of a dead pod beside 12000 of a live one: ended after " + took);
        assertTrue(took.compareTo(Duration.ofSeconds(25)) <= 0, took::toString);
    }

    @Test
    void commandsEndInTimeWhileALivePodHasMoreThanTheByteLimit() throws Exception {
        limits(10_000, 1_000_000);
        livingCommands(200, 10_000);
        for (Reading reading : readings) {
            reading.read();
        }
        readings.add(new Reading(DEAD, "gateway-9", 500, 1000));

        Duration took = untilEnded(500, 20_000);

        System.out.println("500 KB of a dead pod beside more than the limit of a live one: ended after " + took);
        assertTrue(took.compareTo(Duration.ofSeconds(25)) <= 0, took::toString);
    }
}
