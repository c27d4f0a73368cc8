package org.ocppgateway.ops.ctl;

import java.util.ArrayList;
import java.util.List;

/** Aligned columns with titles. */
final class TextTable {
    private static final String GAP = "  ";
    private static final int MAX_WIDTH = 80;

    private final List<List<String>> rows = new ArrayList<>();

    TextTable(String... titles) {
        add(titles);
    }

    void add(String... cells) {
        List<String> row = new ArrayList<>();
        for (String cell : cells) {
            String text = Text.printable(cell);
            row.add(text.length() <= MAX_WIDTH ? text : text.substring(0, MAX_WIDTH - 1) + "…");
        }
        rows.add(row);
    }

    boolean isEmpty() {
        return rows.size() == 1;
    }

    /** One line per row, without blanks at the end. */
    List<String> lines() {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                line.append(row.get(i))
                        .repeat(' ', widths[i] - row.get(i).length())
                        .append(GAP);
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
