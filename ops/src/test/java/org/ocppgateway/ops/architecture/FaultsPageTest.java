package org.ocppgateway.ops.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@code ops/docs/faults.md} names an existing test for every fault that the gateway handles. */
class FaultsPageTest {
    private static final String PAGE = "ops/docs/faults.md";
    private static final int ROWS = 51;

    @Test
    void everyFaultHasARow() throws IOException {
        assertEquals(
                IntStream.rangeClosed(1, ROWS).boxed().toList(),
                TestedTable.of(PAGE).numbers());
    }

    @Test
    void everyRowNamesATestOrSaysThatItIsNotBuilt() throws IOException {
        List<Integer> without = TestedTable.of(PAGE).rows().stream()
                .filter(row -> row.tests().isEmpty() && !row.lastColumn().startsWith("not built yet"))
                .map(TestedTable.Row::number)
                .toList();
        assertEquals(List.of(), without);
    }

    @Test
    void everyTestExists() throws IOException {
        assertEquals(List.of(), TestedTable.of(PAGE).missingTests(), "tests that " + PAGE + " names");
    }
}
