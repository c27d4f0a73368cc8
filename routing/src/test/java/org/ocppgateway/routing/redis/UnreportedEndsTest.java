package org.ocppgateway.routing.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.routing.route.LostRoutes.IndexedRoute;
import org.ocppgateway.routing.route.Route;

class UnreportedEndsTest {
    private final UnreportedEnds ends = new UnreportedEnds(2);

    @Test
    void theyAreLimited() {
        ends.add(route("CP-1", 1));
        ends.add(route("CP-2", 1));
        ends.add(route("CP-2", 2));
        assertFalse(ends.isOverLimit());
        ends.add(route("CP-3", 1));
        assertTrue(ends.isOverLimit());
    }

    @Test
    void theLastSessionOfAChargePointCounts() {
        ends.add(route("CP-1", 2));
        ends.add(route("CP-1", 1));
        assertTrue(contains("CP-1", 2));
        assertFalse(contains("CP-1", 1));
        ends.remove(route("CP-1", 1));
        assertTrue(contains("CP-1", 2));
        ends.remove(route("CP-1", 2));
        assertEquals(0, ends.count());
    }

    @Test
    void aNewerSessionReplacesAnEndedOne() {
        ends.add(route("CP-1", 2));
        ends.replacedBy(route("CP-1", 1));
        assertTrue(contains("CP-1", 2));
        ends.replacedBy(route("CP-1", 3));
        assertEquals(0, ends.count());
    }

    private boolean contains(String id, long epoch) {
        return ends.contains(new IndexedRoute(new ChargePointId(id), new SessionEpoch(epoch), OcppVersion.V1_6));
    }

    private static Route route(String id, long epoch) {
        return new Route(
                new ChargePointId(id),
                new PodId("gateway-0"),
                17,
                new SessionEpoch(epoch),
                OcppVersion.V1_6,
                Instant.parse("2026-11-30T10:00:00Z"));
    }
}
