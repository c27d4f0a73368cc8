package org.ocppgateway.ops.architecture;

import static java.util.regex.Pattern.CASE_INSENSITIVE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ocppgateway.ops.stack.process.ProjectFiles;

/** Comments, strings and pages are plain technical English: none of the words in {@link #AVOIDED} occurs in them. */
class WordsTest {
    private static final Pattern AVOIDED = Pattern.compile(
            "\\b(whoever|whomever|nobody|everybody|amid|mends?|mended|whereupon|henceforth)\\b"
                    + "|\\b(is|are|was|were|be|been) told\\b|\\bis no more\\b|\\bdone with\\b|\\bgo(es)? on\\b"
                    + "|\\bstands? under\\b|\\bso many\\b|\\bthe house\\b|\\brooms of\\b|\\bwell again\\b",
            CASE_INSENSITIVE);
    /** In Java also a comment that begins with a relative clause instead of its subject. */
    private static final Pattern BEGINNING = Pattern.compile("^/\\*\\*\\s*(\\*\\s*)?(What|Who|Whom|That) ");

    private static final Pattern COMMENTS_AND_STRINGS = Pattern.compile(
            "\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*+\"" + "|'(?:\\\\.|[^'\\\\\n])*+'|/\\*.*?\\*/|//[^\n]*+",
            Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("^```.*?^```|`[^`\n]*`", Pattern.DOTALL | Pattern.MULTILINE);

    @ParameterizedTest
    @ValueSource(strings = {"protocol/src", "routing/src", "gateway/src", "simulator/src", "ops/src"})
    void commentsAndStringsArePlainEnglish(String folder) {
        assertEquals(
                List.of(), files(folder, ".java").flatMap(WordsTest::inJava).toList());
    }

    @Test
    void pagesArePlainEnglish() {
        assertEquals(
                List.of(),
                ProjectPages.all().stream()
                        .filter(page -> !page.endsWith("reference.md"))
                        .flatMap(page -> found(
                                page,
                                AVOIDED,
                                CODE.matcher(ProjectPages.text(page)).replaceAll("")))
                        .toList());
    }

    @Test
    void scriptsAndConfigurationsArePlainEnglish() {
        assertEquals(
                List.of(),
                Stream.of("ops/lib", "ops/config", ".github")
                        .flatMap(folder -> files(folder, ""))
                        .flatMap(file -> found(file, AVOIDED, ProjectPages.text(file)))
                        .toList());
    }

    private static Stream<String> inJava(Path file) {
        if (file.endsWith("WordsTest.java")) {
            return Stream.empty();
        }
        String source = ProjectPages.text(file);
        return COMMENTS_AND_STRINGS
                .matcher(source)
                .results()
                .map(MatchResult::group)
                .filter(text -> !isData(text))
                .flatMap(text -> Stream.concat(found(file, AVOIDED, text), found(file, BEGINNING, text)));
    }

    /** Whether a string is a frame or a single word, such as an identity. */
    private static boolean isData(String text) {
        return text.startsWith("\"[") || text.startsWith("\"{") || (text.startsWith("\"") && text.indexOf(' ') < 0);
    }

    private static Stream<String> found(Path file, Pattern pattern, String text) {
        // A line break in a comment or a page counts as a blank.
        String oneLine = text.startsWith("/**") ? text.replaceAll("\\s+(\\* )?", " ") : text.replaceAll("\\s+", " ");
        return pattern
                .matcher(oneLine)
                .results()
                .map(match -> ProjectFiles.root().relativize(file) + ": " + around(oneLine, match))
                .toList()
                .stream();
    }

    private static String around(String text, MatchResult match) {
        return text.substring(Math.max(0, match.start() - 30), Math.min(text.length(), match.end() + 30));
    }

    private static Stream<Path> files(String folder, String ending) {
        try (Stream<Path> files = Files.walk(ProjectFiles.file(folder))) {
            return files
                    .filter(file -> Files.isRegularFile(file) && file.toString().endsWith(ending))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
