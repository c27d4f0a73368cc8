package org.ocppgateway.ops.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ocppgateway.ops.stack.process.ProjectFiles;

/** The main Java sources of the modules that run in a gateway process. */
public final class MainSources {
    private MainSources() {}

    public static Stream<Path> files() {
        return Stream.of("gateway", "routing").flatMap(module -> {
            try (Stream<Path> files = Files.walk(ProjectFiles.file(module + "/src/main/java"))) {
                return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Simple names of the enums that implement an interface. */
    public static Set<String> enumsThatImplement(String type) {
        Pattern declaration = Pattern.compile("enum (\\w+) implements " + type + "\\b");
        return files().flatMap(file -> declaration.matcher(text(file)).results())
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    public static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
