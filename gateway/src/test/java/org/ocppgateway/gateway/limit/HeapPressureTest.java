package org.ocppgateway.gateway.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeapPressureTest {

    @ParameterizedTest
    @CsvSource({"90, 95, true", "85, 85, true", "84, 99, false", "90, 50, false", "0, 99, false"})
    void onlyLiveBytesCount(long live, long used, boolean high) {
        assertEquals(high, new HeapPressure(() -> live, () -> used, 100).isHigh());
    }

    @Test
    void heapPressureOfThisProcessIsNotHigh() {
        assertFalse(HeapPressure.ofThisProcess().isHigh());
    }
}
