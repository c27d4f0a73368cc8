package org.ocppgateway.ops.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Decisions are numbered without a gap, dated, listed, and have one set of headings. */
class DecisionPagesTest {
    private static final String FOLDER = "ops/docs/decisions";
    private static final Pattern NAME = Pattern.compile("(\\d{4})-[a-z0-9.-]+\\.md");
    private static final Pattern HEADING = Pattern.compile("^## (.*)$", Pattern.MULTILINE);
    private static final Pattern STATUS =
            Pattern.compile("^## Status\n\n(Proposed|Accepted|Replaced), \\d{4}-\\d{2}-\\d{2}\\b", Pattern.MULTILINE);
    private static final List<String> HEADINGS =
            List.of("Status", "Context", "Decision", "Alternatives", "Consequences", "Would change it");

    static Stream<Path> pages() {
        return ProjectPages.in(FOLDER).stream()
                .filter(page -> !page.getFileName().toString().equals("README.md"));
    }

    @Test
    void theNumbersHaveNoGap() {
        List<String> expected = IntStream.rangeClosed(1, (int) pages().count())
                .mapToObj("%04d"::formatted)
                .toList();
        assertEquals(
                expected,
                pages().map(page -> NAME.matcher(page.getFileName().toString()))
                        .map(name -> name.matches() ? name.group(1) : name.toString())
                        .sorted()
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aPageHasTheHeadingsInOrder(Path page) {
        List<String> headings = HEADING.matcher(ProjectPages.text(page))
                .results()
                .map(heading -> heading.group(1))
                .toList();
        assertEquals(HEADINGS, headings, page.getFileName().toString());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aPageIsDatedAndListed(Path page) {
        assertTrue(STATUS.matcher(ProjectPages.text(page)).find(), page.getFileName() + " has no status with a date");
        String list = ProjectPages.text(page.resolveSibling("README.md"));
        assertTrue(list.contains("](" + page.getFileName() + ")"), page.getFileName() + " is not in the list");
    }
}
