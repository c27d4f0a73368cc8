package org.ocppgateway.gateway.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirstItemsTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, Integer.MAX_VALUE})
    void keepsTheFirstItemsInOrder(int limit) {
        List<Integer> all = List.of(5, 3, 9, 1, 4, 8, 2);
        assertEquals(
                all.stream().sorted().limit(limit).toList(),
                FirstItems.of(all.stream(), Comparator.naturalOrder(), limit));
        assertEquals(
                all.stream().sorted(Comparator.reverseOrder()).limit(limit).toList(),
                FirstItems.of(all.stream(), Comparator.reverseOrder(), limit));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void equalItemsAreKept(int limit) {
        assertEquals(
                limit,
                FirstItems.of(Stream.of(1, 1, 1), Comparator.naturalOrder(), limit)
                        .size());
    }
}
