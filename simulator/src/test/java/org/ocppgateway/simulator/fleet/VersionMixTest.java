package org.ocppgateway.simulator.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.ocppgateway.protocol.OcppVersion.V1_6;
import static org.ocppgateway.protocol.OcppVersion.V2_0_1;
import static org.ocppgateway.protocol.OcppVersion.V2_1;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.OcppVersion;

class VersionMixTest {

    @Test
    void everyPartHasTheMixOfTheWhole() {
        VersionMix mix = VersionMix.of(Map.of(V1_6, 50, V2_0_1, 30, V2_1, 20));
        assertEquals(Map.of(V1_6, 500, V2_0_1, 300, V2_1, 200), mix.counts(1_000));
        assertEquals(Map.of(V1_6, 5, V2_0_1, 3, V2_1, 2), mix.counts(10));
        assertEquals(List.of(V1_6, V2_0_1, V2_1, V1_6), first(mix, 4));
    }

    @Test
    void equalWeightsTakeTurns() {
        VersionMix mix = VersionMix.of(Map.of(V1_6, 1, V2_0_1, 1, V2_1, 1));
        assertEquals(List.of(V1_6, V2_0_1, V2_1, V1_6, V2_0_1, V2_1), first(mix, 6));
    }

    @Test
    void aVersionWithoutWeightIsNotUsed() {
        assertEquals(Map.of(V2_1, 9), VersionMix.of(Map.of(V1_6, 0, V2_1, 3)).counts(9));
        assertEquals(Map.of(V2_0_1, 9), VersionMix.only(V2_0_1).counts(9));
        assertEquals(Map.of(V2_0_1, 1), VersionMix.of(Map.of(V2_0_1, 7)).counts(1));
    }

    @Test
    void wrongWeightsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> VersionMix.of(Map.of()));
        assertThrows(IllegalArgumentException.class, () -> VersionMix.of(Map.of(V1_6, -1)));
        assertThrows(IllegalArgumentException.class, () -> VersionMix.of(Map.of(V1_6, 1_001)));
    }

    private static List<OcppVersion> first(VersionMix mix, int chargePoints) {
        return IntStream.range(0, chargePoints).mapToObj(mix::versionOf).toList();
    }
}
