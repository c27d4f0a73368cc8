package org.ocppgateway.ops.bench.compare;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Medians over the rounds of one server, or of two with their ratio, as text. */
final class ComparisonTable {
    /** Two values that differ by less than this are called equal. */
    private static final double NOISE = 0.05;

    private static final String GATEWAY = "gateway";
    private static final String OTHER = "other";

    private ComparisonTable() {}

    /**
     * Formats the table.
     *
     * @param gateway figures of each round
     * @param other figures of each round; empty if the gateway is measured alone
     */
    static String of(List<Map<CompareRow, Double>> gateway, List<Map<CompareRow, Double>> other) {
        List<List<String>> rows = new ArrayList<>();
        boolean two = !other.isEmpty();
        rows.add(
                two
                        ? List.of(
                                "median", "", GATEWAY, OTHER, "ratio", "better", "gateway, by round", "other, by round")
                        : List.of("median", "", GATEWAY, "gateway, by round"));
        for (CompareRow row : CompareRow.values()) {
            double[] here = values(gateway, row);
            double[] there = values(other, row);
            if (here.length + there.length > 0) {
                rows.add(two ? two(row, here, there) : one(row, here));
            }
        }
        return format(rows);
    }

    private static List<String> one(CompareRow row, double[] values) {
        return List.of(row.label(), row.unit(), text(median(values)), byRound(values));
    }

    private static List<String> two(CompareRow row, double[] gateway, double[] other) {
        double ratio = median(gateway) / median(other);
        return List.of(
                row.label(),
                row.unit(),
                text(median(gateway)),
                text(median(other)),
                Double.isFinite(ratio) ? String.format(Locale.ROOT, "%.2f", ratio) : "",
                better(row.better(), median(gateway), median(other)),
                byRound(gateway),
                byRound(other));
    }

    /** Returns the name of the better server, or an empty text if the values cannot be compared. */
    static String better(CompareRow.Better better, double gateway, double other) {
        if (better == CompareRow.Better.NEITHER || Double.isNaN(gateway) || Double.isNaN(other)) {
            return "";
        }
        if (Math.abs(gateway - other) <= NOISE * Math.max(gateway, other)) {
            return "equal";
        }
        return gateway > other == (better == CompareRow.Better.MORE) ? GATEWAY : OTHER;
    }

    /** Returns the median; the mean of the middle two for an even number; NaN for none. */
    static double median(double... values) {
        double[] sorted = DoubleStream.of(values).sorted().toArray();
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static double[] values(List<Map<CompareRow, Double>> rounds, CompareRow row) {
        return rounds.stream()
                .map(round -> round.get(row))
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    private static String byRound(double[] values) {
        return DoubleStream.of(values).mapToObj(ComparisonTable::text).collect(joining("  "));
    }

    /** Formats a value with three significant digits or as an integer, independent of the locale; NaN as a dash. */
    static String text(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        if (value >= 100 || value == Math.rint(value)) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, value >= 10 ? "%.1f" : "%.2f", value);
    }

    private static String format(List<List<String>> rows) {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return rows.stream()
                .map(row -> Stream.iterate(0, i -> i < columns, i -> i + 1)
                        .map(i -> pad(row.get(i), widths[i]))
                        .collect(joining("  "))
                        .stripTrailing())
                .collect(joining("\n"));
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
