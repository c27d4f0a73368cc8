package org.ocppgateway.ops.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.ocppgateway.ops.stack.process.ProjectFiles;

/**
 * The walks of the architecture page: a message passes each class once, and each border between modules once per direction. The page's
 * methods exist ({@link PagesTest}).
 */
class WalksTest {
    private static final Pattern WALK =
            Pattern.compile("^### (Walk: [^\n]*)$(.*?)(?=^##)", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern STEP = Pattern.compile("^\\d+\\. `(\\w+)\\.\\w+`", Pattern.MULTILINE);

    private final SourceIndex sources = SourceIndex.of("main");

    @Test
    void eachClassAndEachBorderIsPassedOnce() {
        List<MatchResult> walks = WALK.matcher(ProjectPages.text(ProjectFiles.file("ops/docs/architecture.md")))
                .results()
                .toList();
        assertEquals(5, walks.size());
        for (MatchResult walk : walks) {
            List<String> classes = STEP.matcher(walk.group(2))
                    .results()
                    .map(step -> step.group(1))
                    .toList();
            assertTrue(classes.size() >= 5, walk.group(1));
            assertEquals(List.of(), repeated(classes), walk.group(1));
            assertEquals(List.of(), repeated(borders(classes)), walk.group(1));
        }
    }

    private List<String> borders(List<String> classes) {
        List<String> borders = new ArrayList<>();
        for (int step = 1; step < classes.size(); step++) {
            String from = sources.module(classes.get(step - 1));
            String to = sources.module(classes.get(step));
            if (!from.equals(to)) {
                borders.add(from + " -> " + to);
            }
        }
        return borders;
    }

    private static List<String> repeated(List<String> names) {
        Set<String> seen = new HashSet<>();
        return names.stream().filter(name -> !seen.add(name)).toList();
    }
}
