package org.ocppgateway.ops.bench.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeapHistogramTest {

    @Test
    void readsTheRowsOfJcmd() {
        HeapHistogram histogram = HeapHistogram.parse("""
                7:
                 num     #instances         #bytes  class name (module)
                -------------------------------------------------------
                   1:           100           2400  [B (java.base@25)
                   2:             3             72  org.example.Session
                Total           103           2472
                """);
        assertEquals(Map.of("[B", 2400L, "org.example.Session", 72L), histogram.bytes());
        assertEquals(2472, histogram.total());
    }

    @Test
    void listsTheGrowthOfEachClassPerConnection() {
        HeapHistogram before = new HeapHistogram(Map.of("[B", 1000L, "A", 10L));
        HeapHistogram after = new HeapHistogram(Map.of("[B", 3000L, "A", 11L, "B", 8000L));
        assertEquals(List.of("   800 B B", "   200 B [B"), after.growthSince(before, 10));
    }
}
