package org.ocppgateway.gateway.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BoundedMapTest {
    private final AtomicInteger evictions = new AtomicInteger();
    private final BoundedMap<String, Integer> map = new BoundedMap<>(2, evictions::incrementAndGet);

    @Test
    void theLeastRecentlyUsedEntryMakesRoom() {
        map.put("a", 1);
        map.put("b", 2);
        assertEquals(1, map.get("a"));
        map.put("c", 3);
        assertNull(map.get("b"));
        assertEquals(List.of(1, 3), map.values());
        assertEquals(1, evictions.get());
    }

    @Test
    void computingChangesAddsAndForgets() {
        assertEquals(1, map.compute("a", (key, value) -> value == null ? 1 : 99));
        assertEquals(2, map.compute("a", (key, value) -> value == null ? 99 : value + 1));
        assertNull(map.compute("a", (key, value) -> null));
        assertEquals(0, map.size());
        map.compute("a", (key, value) -> 1);
        map.compute("b", (key, value) -> 2);
        map.compute("c", (key, value) -> 3);
        assertEquals(2, map.size());
        assertEquals(1, evictions.get());
    }

    @Test
    void whatIsReplacedOrRemovedEvictsNothing() {
        map.put("a", 1);
        map.put("b", 2);
        map.put("a", 3);
        assertEquals(3, map.remove("a"));
        map.put("c", 4);
        assertEquals(0, evictions.get());
    }

    @Test
    void aMapWithoutRoomIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new BoundedMap<String, String>(0, () -> {}));
    }
}
