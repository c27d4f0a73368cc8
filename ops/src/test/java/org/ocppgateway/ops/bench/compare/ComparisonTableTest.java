package org.ocppgateway.ops.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ocppgateway.ops.bench.compare.CompareRow.Better;

class ComparisonTableTest {

    @Test
    void listsMediansWithTheirRatioAndTheBetterServer() {
        assertEquals(
                """
                median                      gateway  other   ratio  better   gateway, by round       other, by round
                Heartbeats, closed loop     /s        40,000   25,000  1.60   gateway  30,000  41,000  40,000  25,000  24,000  26,000
                resident memory, idle  MiB  700  350  2.00  other  700  700  700  350  350  350
                """.replaceAll(" +", " ").strip(),
                ComparisonTable.of(
                                List.of(round(30_000, 700), round(41_000, 700), round(40_000, 700)),
                                List.of(round(25_000, 350), round(24_000, 350), round(26_000, 350)))
                        .replaceAll(" +", " "));
    }

    @Test
    void listsTheGatewayAlone() {
        assertEquals(
                """
                median                         gateway  gateway, by round
                Heartbeats, closed loop  /s    30,000   30,000
                resident memory, idle    MiB   700      700""".replaceAll(" +", " "),
                ComparisonTable.of(List.of(round(30_000, 700)), List.of()).replaceAll(" +", " "));
    }

    @Test
    void aFigureOfOneServerOnlyHasNoRatio() {
        assertEquals(
                """
                median gateway other ratio better gateway, by round other, by round
                shared pages divided (Pss) MiB 300 - 300""",
                ComparisonTable.of(List.of(Map.of(CompareRow.PROPORTIONAL, 300.0)), List.of(Map.of()))
                        .replaceAll(" +", " ")
                        .replaceAll("\n ", "\n"));
    }

    @Test
    void theBetterValueDependsOnTheFigure() {
        assertEquals("gateway", ComparisonTable.better(Better.MORE, 2, 1));
        assertEquals("other", ComparisonTable.better(Better.MORE, 1, 2));
        assertEquals("gateway", ComparisonTable.better(Better.LESS, 1, 2));
        assertEquals("other", ComparisonTable.better(Better.LESS, 2, 1));
        assertEquals("equal", ComparisonTable.better(Better.LESS, 100, 104));
        assertEquals("equal", ComparisonTable.better(Better.LESS, 0, 0));
        assertEquals("", ComparisonTable.better(Better.NEITHER, 1, 2));
    }

    @Test
    void theMedianOfAnEvenNumberIsTheMeanOfTheMiddleTwo() {
        assertEquals(2, ComparisonTable.median(3, 1, 2));
        assertEquals(2.5, ComparisonTable.median(4, 1, 3, 2));
    }

    private static Map<CompareRow, Double> round(double heartbeats, double resident) {
        return Map.of(CompareRow.HEARTBEATS, heartbeats, CompareRow.RESIDENT, resident);
    }
}
