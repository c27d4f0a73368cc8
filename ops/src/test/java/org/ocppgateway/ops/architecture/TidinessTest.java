package org.ocppgateway.ops.architecture;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.ocppgateway.ops.stack.process.ProjectFiles;

/** Rules for all files of the project. */
class TidinessTest {
    private static final int MAX_LINES = 400;
    private static final Set<String> MODULES = Set.of("protocol", "routing", "gateway", "simulator", "ops");
    private static final Set<String> TOP_LEVEL = Set.of("README.md", "pom.xml");
    private static final Set<String> NOT_SOURCE = Set.of("target", ".git", ".idea", ".vscode");

    @Test
    void noFileContainsALeftoverNote() {
        // Split, so that this file does not match itself.
        assertNone("a leftover note", files(), containing("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b"));
    }

    @Test
    void noTestSleeps() {
        assertNone("a test that sleeps", javaFiles("src/test"), containing("\\.sle" + "ep\\("));
    }

    @Test
    void noTestIsDisabled() {
        assertNone("a disabled test", javaFiles("src/test"), containing("@Dis" + "abled\\b"));
    }

    @Test
    void noFileIsTooLong() {
        assertNone(
                "a file of more than " + MAX_LINES + " lines",
                javaFiles("src"),
                file -> text(file).lines().count() > MAX_LINES);
    }

    @Test
    void everyPackageIsDocumented() {
        Set<Path> packages = javaFiles("src").map(Path::getParent).collect(toCollection(TreeSet::new));
        assertNone("a package without package-info.java", packages.stream(), directory -> !isDescribed(directory));
    }

    @Test
    void noFileNamesAMachineOrAPackageRegistry() {
        assertNone(
                "a path of one machine, or the host of a package registry",
                files(),
                containing("(/ro" + "ot/|/ho" + "me/[a-z]|repo1\\.ma" + "ven|repo\\.ma" + "ven\\.apache)"));
    }

    @Test
    void theTopLevelHoldsOnlyModulesAndKnownFiles() throws IOException {
        try (Stream<Path> entries = Files.list(ProjectFiles.root())) {
            assertNone("an unexpected entry at the top level", entries, entry -> {
                String name = entry.getFileName().toString();
                return !(name.startsWith(".")
                        || MODULES.contains(name)
                        || TOP_LEVEL.contains(name)
                        || name.equals("target"));
            });
        }
    }

    private static boolean isDescribed(Path directory) {
        // A test or a benchmark may be in a package that the main code documents.
        Path main = Path.of(directory.toString().replaceFirst("/src/(test|jmh)/java/", "/src/main/java/"));
        return Files.exists(directory.resolve("package-info.java")) || Files.exists(main.resolve("package-info.java"));
    }

    private static Predicate<Path> containing(String expression) {
        Pattern pattern = Pattern.compile(expression);
        return file -> pattern.matcher(text(file)).find();
    }

    private static void assertNone(String what, Stream<Path> candidates, Predicate<Path> bad) {
        List<String> found = candidates
                .filter(bad)
                .map(file -> ProjectFiles.root().relativize(file).toString())
                .toList();
        assertEquals(List.of(), found, what);
    }

    private static Stream<Path> javaFiles(String below) {
        return files().filter(file ->
                file.toString().endsWith(".java") && file.toString().contains("/" + below + "/"));
    }

    private static Stream<Path> files() {
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(ProjectFiles.root(), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    return NOT_SOURCE.contains(directory.getFileName().toString())
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    // In a worktree .git is a file.
                    if (!file.endsWith(".git")) {
                        files.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files.stream();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (MalformedInputException binary) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
