package org.ocppgateway.ops.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ocppgateway.ops.stack.process.ProjectFiles;

/** The pages refer only to files, headings, classes and methods that exist. */
class PagesTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]*)(#[^)\\s]*)?\\)");
    private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);
    private static final Pattern CODE_BLOCK = Pattern.compile("^```.*?^```", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern CLASS = Pattern.compile("`([A-Z][a-z]\\w+)`");
    private static final Pattern METHOD = Pattern.compile("`([A-Z][a-z]\\w+\\.[a-z]\\w*)`");

    @Test
    void everyLinkLeadsToAFileAndAHeading() {
        List<String> broken = new ArrayList<>();
        for (Path page : ProjectPages.all()) {
            String text = CODE_BLOCK.matcher(ProjectPages.text(page)).replaceAll("");
            LINK.matcher(text)
                    .results()
                    .filter(link -> !link.group(1).contains(":") && !resolves(page, link))
                    .forEach(link -> broken.add(ProjectFiles.root().relativize(page) + ": " + link.group()));
        }
        assertEquals(List.of(), broken);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ops/docs/architecture.md",
                "ops/docs/where-to-put-what.md",
                "ops/docs/recovery.md",
                "ops/docs/migration.md",
                "ops/docs/releases.md"
            })
    void everyNamedClassAndMethodExists(String page) {
        String text = ProjectPages.text(ProjectFiles.file(page));
        SourceIndex main = SourceIndex.of("main");
        SourceIndex test = SourceIndex.of("test");
        List<String> missing = new ArrayList<>(METHOD.matcher(text)
                .results()
                .map(found -> found.group(1))
                .filter(method -> !main.has(method) && !test.has(method))
                .toList());
        CLASS.matcher(text)
                .results()
                .map(found -> found.group(1))
                .filter(name -> !main.hasClass(name) && !test.hasClass(name))
                .forEach(missing::add);
        assertEquals(List.of(), missing, page + " names what does not exist");
    }

    private static boolean resolves(Path page, MatchResult link) {
        Path target = link.group(1).isEmpty()
                ? page
                : page.resolveSibling(link.group(1)).normalize();
        if (!Files.exists(target)) {
            return false;
        }
        String anchor = link.group(2);
        return anchor == null
                || !target.toString().endsWith(".md")
                || anchors(target).contains(anchor.substring(1));
    }

    /** The anchors that GitHub makes of the headings of a page. */
    private static List<String> anchors(Path page) {
        return HEADING.matcher(ProjectPages.text(page))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }
}
