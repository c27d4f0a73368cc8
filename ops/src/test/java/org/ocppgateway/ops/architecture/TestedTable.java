package org.ocppgateway.ops.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.ocppgateway.ops.stack.process.ProjectFiles;

/** The numbered rows of a page, whose last column names the tests that hold them: {@code `Class.method`}. */
record TestedTable(List<Row> rows) {
    private static final Pattern ROW = Pattern.compile("^\\| (\\d+)[a-z]? \\|.*\\| ([^|]+) \\|$");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+\\.[a-z]\\w+)`");

    static TestedTable of(String page) throws IOException {
        return new TestedTable(Files.readString(ProjectFiles.file(page))
                .lines()
                .map(ROW::matcher)
                .filter(matcher -> matcher.matches())
                .map(matcher -> new Row(Integer.parseInt(matcher.group(1)), matcher.group(2)))
                .toList());
    }

    /** The numbers of the rows in their order, each once. */
    List<Integer> numbers() {
        return rows.stream().map(Row::number).distinct().toList();
    }

    /** The tests that are named and do not exist. */
    List<String> missingTests() {
        SourceIndex tests = SourceIndex.of("test");
        return rows.stream()
                .flatMap(row -> row.tests().stream())
                .filter(test -> !tests.has(test))
                .toList();
    }

    record Row(int number, String lastColumn) {
        List<String> tests() {
            return TEST.matcher(lastColumn)
                    .results()
                    .map(found -> found.group(1))
                    .toList();
        }
    }
}
