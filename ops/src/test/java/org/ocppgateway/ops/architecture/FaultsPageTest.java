package org.ocppgateway.ops.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ocppgateway.ops.stack.process.ProjectFiles;

/** {@code ops/docs/faults.md} names an existing test for every fault that the gateway handles. */
class FaultsPageTest {
    private static final int ROWS = 51;
    private static final Pattern ROW = Pattern.compile("^\\| (\\d+)[a-z]? \\|.*\\| ([^|]+) \\|$");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+\\.[a-z]\\w+)`");

    @Test
    void everyFaultHasARow() throws IOException {
        List<Integer> numbers = rows().stream().map(Row::number).distinct().toList();
        assertEquals(IntStream.rangeClosed(1, ROWS).boxed().toList(), numbers);
    }

    @Test
    void everyRowNamesATestOrSaysThatItIsNotBuilt() throws IOException {
        List<Integer> without = rows().stream()
                .filter(row -> row.tests().isEmpty() && !row.lastColumn().startsWith("not built yet"))
                .map(Row::number)
                .toList();
        assertEquals(List.of(), without);
    }

    @Test
    void everyTestExists() throws IOException {
        SourceIndex tests = SourceIndex.of("test");
        List<String> missing = rows().stream()
                .flatMap(row -> row.tests().stream())
                .filter(test -> !tests.has(test))
                .toList();
        assertEquals(List.of(), missing, "tests that ops/docs/faults.md names");
    }

    private static List<Row> rows() throws IOException {
        return Files.readString(ProjectFiles.file("ops/docs/faults.md"))
                .lines()
                .map(ROW::matcher)
                .filter(matcher -> matcher.matches())
                .map(matcher -> new Row(Integer.parseInt(matcher.group(1)), matcher.group(2)))
                .toList();
    }

    private record Row(int number, String lastColumn) {
        List<String> tests() {
            return TEST.matcher(lastColumn)
                    .results()
                    .map(found -> found.group(1))
                    .toList();
        }
    }
}
