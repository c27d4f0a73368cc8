package org.ocppgateway.ops.bench.figure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.OptionalDouble;

/** All stored figures, one per line, columns separated by tabs, the newest last. */
public final class History {
    /** Path of the file, relative to the top directory of the project. */
    public static final String FILE = "ops/docs/benchmarks.tsv";

    private static final List<String> COLUMNS =
            List.of("time", "commit", "machine", "jdk", "load", "figure", "value", "unit", "settings");
    private static final int MACHINE = 2;
    private static final int FIGURE = 5;
    private static final int VALUE = 6;

    private final Path file;

    public History(Path file) {
        this.file = file;
    }

    /** Returns the value that this figure had when it was last stored on this machine. */
    public OptionalDouble last(String machine, String figure) throws IOException {
        if (!Files.exists(file)) {
            return OptionalDouble.empty();
        }
        return Files.readAllLines(file).stream()
                .skip(1)
                .map(line -> line.split("\t", -1))
                .filter(line -> line.length == COLUMNS.size())
                .filter(line -> line[MACHINE].equals(machine) && line[FIGURE].equals(figure))
                .mapToDouble(line -> Double.parseDouble(line[VALUE]))
                .reduce((earlier, later) -> later);
    }

    /** Appends the figures to the file. */
    public void append(Environment environment, List<BenchFigure> figures) throws IOException {
        StringBuilder lines = new StringBuilder();
        if (!Files.exists(file)) {
            lines.append(String.join("\t", COLUMNS)).append('\n');
        }
        for (BenchFigure figure : figures) {
            lines.append(String.join(
                            "\t",
                            environment.time().toString(),
                            environment.commit(),
                            environment.machine(),
                            environment.jdk(),
                            BenchFigure.text(environment.load()),
                            figure.name(),
                            BenchFigure.text(figure.value()).replace(",", ""),
                            figure.unit(),
                            figure.settings()))
                    .append('\n');
        }
        Files.writeString(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
