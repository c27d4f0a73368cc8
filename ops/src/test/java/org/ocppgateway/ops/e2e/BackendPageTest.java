package org.ocppgateway.ops.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ocppgateway.ops.stack.process.ProjectFiles;

class BackendPageTest {
    private static String text(String file) throws IOException {
        return Files.readString(ProjectFiles.file(file));
    }

    private static List<String> snippets() throws IOException {
        return Page.read("ops/docs/backend.md").blocks("java");
    }

    static Stream<String> linesOfAllSnippets() throws IOException {
        return snippets().stream().map(BackendPageTest::withoutIndentation);
    }

    @Test
    void thePageHasItsSnippets() throws IOException {
        assertTrue(snippets().size() >= 5);
    }

    @ParameterizedTest
    @MethodSource("linesOfAllSnippets")
    void everySnippetIsCompiledCode(String snippet) throws IOException {
        String code = text("ops/src/test/java/org/ocppgateway/ops/e2e/BackendExample.java");

        assertTrue(withoutIndentation(code).contains(snippet), snippet);
    }

    private static String withoutIndentation(String code) {
        return Pattern.compile("^ +", Pattern.MULTILINE).matcher(code).replaceAll("");
    }
}
