package org.ocppgateway.ops.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ocppgateway.ops.stack.process.ProjectFiles;

/** {@code ops/docs/tls-in-the-field.md} names an existing test or key, or a reason, for every fact. */
class FieldPageTest {
    private static final String PAGE = "ops/docs/tls-in-the-field.md";
    private static final int ROWS = 55;
    private static final Pattern KEY = Pattern.compile("`((?:endpoint|security)\\.[a-z0-9.-]+)`");

    @Test
    void everyFactHasARow() throws IOException {
        assertEquals(
                IntStream.rangeClosed(1, ROWS).boxed().toList(),
                TestedTable.of(PAGE).numbers());
    }

    @Test
    void everyRowNamesATestOrAKeyOrSaysWhyNot() throws IOException {
        List<Integer> without = TestedTable.of(PAGE).rows().stream()
                .filter(row -> row.tests().isEmpty()
                        && keys(row).isEmpty()
                        && !row.lastColumn().startsWith("reason: ")
                        && !row.lastColumn().startsWith("option of the JDK"))
                .map(TestedTable.Row::number)
                .toList();
        assertEquals(List.of(), without);
    }

    @Test
    void everyTestExists() throws IOException {
        assertEquals(List.of(), TestedTable.of(PAGE).missingTests(), "tests that " + PAGE + " names");
    }

    @Test
    void everyKeyExists() throws IOException {
        String configuration = Files.readString(ProjectFiles.file("ops/docs/configuration.md"));
        List<String> missing = TestedTable.of(PAGE).rows().stream()
                .flatMap(row -> keys(row).stream())
                .filter(key -> !configuration.contains("| `" + key + "` |"))
                .toList();
        assertEquals(List.of(), missing, "keys that " + PAGE + " names");
    }

    private static List<String> keys(TestedTable.Row row) {
        return KEY.matcher(row.lastColumn())
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
