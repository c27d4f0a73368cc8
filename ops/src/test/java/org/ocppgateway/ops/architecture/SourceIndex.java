package org.ocppgateway.ops.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.ocppgateway.ops.stack.process.ProjectFiles;

/** The Java sources of all modules, looked up by the simple names of classes and methods. */
record SourceIndex(List<Path> sources) {
    private static final List<String> MODULES = List.of("protocol", "routing", "gateway", "simulator", "ops");

    /** @param folder {@code main} or {@code test} */
    static SourceIndex of(String folder) {
        return new SourceIndex(MODULES.stream()
                .map(module -> ProjectFiles.root().resolve(module + "/src/" + folder + "/java"))
                .flatMap(SourceIndex::javaFiles)
                .toList());
    }

    /** Whether the source file of a class contains a method of that name: {@code Class.method}. */
    boolean has(String classAndMethod) {
        String[] names = classAndMethod.split("\\.", 2);
        Pattern method = Pattern.compile("[\\w>\\]] " + Pattern.quote(names[1]) + "\\(");
        return sources.stream()
                .filter(source -> source.endsWith(names[0] + ".java"))
                .anyMatch(source -> method.matcher(text(source)).find());
    }

    boolean hasClass(String name) {
        return sources.stream().anyMatch(source -> source.endsWith(name + ".java"));
    }

    /** The module of a class, which must exist. */
    String module(String className) {
        Path source = sources.stream()
                .filter(file -> file.endsWith(className + ".java"))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no class " + className));
        return ProjectFiles.root().relativize(source).getName(0).toString();
    }

    private static Stream<Path> javaFiles(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
