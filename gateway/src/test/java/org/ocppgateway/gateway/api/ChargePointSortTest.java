package org.ocppgateway.gateway.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ocppgateway.gateway.authentication.Authenticated;
import org.ocppgateway.gateway.authentication.Principal;
import org.ocppgateway.gateway.connection.ConnectionFacts;
import org.ocppgateway.gateway.connection.Transport;
import org.ocppgateway.gateway.limit.FirstItems;
import org.ocppgateway.gateway.session.SessionFacts;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.SecurityProfile;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.routing.registration.Registration;
import org.ocppgateway.routing.route.Route;

class ChargePointSortTest {
    private static final Instant NOW = Instant.parse("2026-11-30T10:00:00Z");

    @ParameterizedTest
    @EnumSource(names = "RECONNECTS", mode = EnumSource.Mode.EXCLUDE)
    void aPodSelectsTheItemsThatTheWholeListHasFirst(ChargePointSort sort) {
        long seed = System.nanoTime();
        System.out.println("ChargePointSortTest seed " + seed);
        List<SessionFacts> all = sessions(2_000, new Random(seed));
        List<JsonObject> expected = all.stream()
                .map(facts -> ChargePointJson.of(facts, NOW))
                .sorted(sort.order())
                .limit(101)
                .toList();
        assertEquals(
                expected,
                FirstItems.of(all.stream(), sort.orderOfFacts(), 101).stream()
                        .map(facts -> ChargePointJson.of(facts, NOW))
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void theMemoryOfASelectionDependsOnItsLimitOnly(ChargePointSort sort) {
        List<SessionFacts> all = sessions(20_000, new Random(1));
        assertEquals(
                101,
                FirstItems.of(all.stream().limit(200), sort.orderOfFacts(), 101).size()); // loads classes
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertEquals(101, FirstItems.of(all.stream(), sort.orderOfFacts(), 101).size());
        long used = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(used < 100_000, used + " bytes");
    }

    private static List<SessionFacts> sessions(int count, Random random) {
        return IntStream.range(0, count).mapToObj(i -> session(i, random)).toList();
    }

    /** With round trips that differ by less than the API shows, equal ones, and unknown ones. */
    private static SessionFacts session(int number, Random random) {
        Route route = new Route(
                new ChargePointId("CP-" + number),
                new PodId("pod-0"),
                1,
                new SessionEpoch(number + 1),
                OcppVersion.V1_6,
                NOW.minusSeconds(random.nextInt(60)));
        Duration roundTrip = random.nextInt(4) == 0 ? null : Duration.ofNanos(random.nextInt(300_000));
        return new SessionFacts(
                route,
                "192.0.2.1:1",
                new Authenticated(SecurityProfile.NONE, null, new Principal.Unproven()),
                null,
                Registration.Make.UNKNOWN,
                null,
                new ConnectionFacts(roundTrip, Duration.ZERO, Transport.ByteCounts.NONE, 0, 0),
                new SessionFacts.MessageFacts(random.nextInt(50), null, 0, 0, 0, null));
    }
}
