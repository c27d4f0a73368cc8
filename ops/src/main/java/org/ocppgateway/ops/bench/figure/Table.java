package org.ocppgateway.ops.bench.figure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** A text table of figures, each with its target and its change since the previous run on this machine. */
public final class Table {
    private static final List<String> HEAD = List.of("figure", "value", "unit", "target", "", "last", "change");
    private static final List<Integer> RIGHT = List.of(1, 5, 6);
    /** Changes below this percentage are noise. */
    private static final double NOISE_PERCENT = 10;

    private Table() {}

    public static String of(List<BenchFigure> figures, History history, Environment environment) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        for (BenchFigure figure : figures) {
            rows.add(row(figure, history.last(environment.machine(), figure.name())));
        }
        return format(rows);
    }

    private static List<String> row(BenchFigure figure, OptionalDouble last) {
        return List.of(
                figure.name(),
                BenchFigure.text(figure.value()),
                figure.unit(),
                figure.target().toString(),
                figure.isReached() ? "" : "MISSED",
                last.isPresent() ? BenchFigure.text(last.getAsDouble()) : "",
                last.isPresent() ? change(figure, last.getAsDouble()) : "");
    }

    private static String change(BenchFigure figure, double last) {
        if (last == 0) {
            return "";
        }
        double percent = (figure.value() / last - 1) * 100;
        boolean worse = figure.target().wantsMore() ? percent < -NOISE_PERCENT : percent > NOISE_PERCENT;
        return String.format(Locale.ROOT, "%+.0f %%%s", percent, worse ? " WORSE" : "");
    }

    private static String format(List<List<String>> rows) {
        int[] widths = new int[HEAD.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String padding = " ".repeat(widths[i] - row.get(i).length());
                line.append(RIGHT.contains(i) ? padding + row.get(i) : row.get(i) + padding)
                        .append("  ");
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
