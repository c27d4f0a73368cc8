package org.ocppgateway.gateway.drain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.PodId;

/** Which pods have too many connections. */
class RebalancePlanTest {
    @Test
    void aPodAboveTheSpreadHasAnExcessOverTheAverage() {
        RebalancePlan plan = RebalancePlan.of(List.of(pod("a", 1500), pod("b", 1500), pod("c", 0)), 20);
        assertEquals(
                List.of(
                        new RebalancePlan.Excess(new PodId("a"), 1500, 500),
                        new RebalancePlan.Excess(new PodId("b"), 1500, 500)),
                plan.excesses());
        assertEquals(1000, plan.excess());
    }

    @Test
    void aPodWithinTheSpreadHasNone() {
        assertEquals(
                List.of(),
                RebalancePlan.of(List.of(pod("a", 1199), pod("b", 801)), 20).excesses());
        assertEquals(
                List.of(),
                RebalancePlan.of(List.of(pod("a", 1200), pod("b", 800)), 20).excesses());
    }

    /** Fourteen pods, the last of which has just restarted: each other one is 7.7 % above the average. */
    @Test
    void aPodBelowTheSpreadLetsTheOthersHaveAnExcess() {
        List<PodLoad> loads = new ArrayList<>();
        for (int i = 0; i < 13; i++) {
            loads.add(pod("gateway-" + i, 1400));
        }
        loads.add(pod("gateway-13", 0));
        RebalancePlan plan = RebalancePlan.of(loads, 20);
        assertEquals(13, plan.excesses().size());
        assertEquals(1300, plan.excess());
        loads.set(13, pod("gateway-13", 1100));
        assertEquals(0, RebalancePlan.of(loads, 21).excess(), "within the spread");
    }

    @Test
    void podsAreComparedOnlyWithThoseOfTheirVersion() {
        List<PodLoad> loads = List.of(load("a", "1", true, 1000), load("b", "2", true, 10), load("c", "2", true, 10));
        assertEquals(List.of(), RebalancePlan.of(loads, 20).excesses());
    }

    @Test
    void aPodThatIsNotReadyDoesNotCount() {
        assertEquals(
                List.of(),
                RebalancePlan.of(List.of(pod("a", 1000), load("b", "1", false, 0)), 20)
                        .excesses());
    }

    @Test
    void fewConnectionsThatCannotBeEvenHaveNoExcess() {
        assertEquals(
                List.of(),
                RebalancePlan.of(List.of(pod("a", 1), pod("b", 0), pod("c", 0)), 20)
                        .excesses());
        assertEquals(List.of(), RebalancePlan.of(List.of(), 20).excesses());
    }

    private static PodLoad pod(String name, int connections) {
        return load(name, "1", true, connections);
    }

    private static PodLoad load(String name, String version, boolean ready, int connections) {
        return new PodLoad(new PodId(name), version, ready, false, connections, Instant.EPOCH);
    }
}
