package org.ocppgateway.gateway.admin;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of the console on the class path: its own in {@code /console/}, and those of the libraries inside their jars. A file is read at
 * its first request and then kept, so memory is bounded by the files that exist. Thread-safe.
 */
final class ConsoleFiles {
    private static final Pattern NAME = Pattern.compile("(?:lib/)?[a-z][a-z-]*\\.(html|js|css|svg|txt)");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "txt", "text/plain; charset=utf-8");

    private static final Library PREACT = new Library("org.webjars.npm", "preact", "webjars");
    private static final Library HTM = new Library("org.mvnpm", "htm", "_static");
    private static final Library UPLOT = new Library("org.webjars.npm", "uplot", "webjars");

    private static final Map<String, LibraryFile> LIBRARY_FILES = Map.of(
            "lib/preact.js", new LibraryFile(PREACT, "dist/preact.min.umd.js"),
            "lib/hooks.js", new LibraryFile(PREACT, "hooks/dist/hooks.umd.js"),
            "lib/htm.js", new LibraryFile(HTM, "dist/htm.umd.js"),
            "lib/uplot.js", new LibraryFile(UPLOT, "dist/uPlot.iife.min.js"),
            "lib/uplot.css", new LibraryFile(UPLOT, "dist/uPlot.min.css"),
            "lib/preact-licence.txt", new LibraryFile(PREACT, "LICENSE"),
            "lib/htm-licence.txt", new LibraryFile(HTM, "LICENSE"),
            "lib/uplot-licence.txt", new LibraryFile(UPLOT, "LICENSE"));

    private final Map<String, ConsoleFile> read = new ConcurrentHashMap<>();

    /**
     * Returns a file.
     *
     * @param name relative to {@code /console/}; other names than those of files give empty, so no name leaves the folder
     */
    Optional<ConsoleFile> find(String name) {
        ConsoleFile known = read.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Optional<ConsoleFile> found =
                content(name).map(content -> ConsoleFile.of(TYPES.getOrDefault(matcher.group(1), ""), content));
        found.ifPresent(file -> read.put(name, file));
        return found;
    }

    private static Optional<byte[]> content(String name) {
        LibraryFile library = LIBRARY_FILES.get(name);
        return resource(library == null ? "/console/" + name : library.resource());
    }

    private static Optional<byte[]> resource(String path) {
        try (InputStream stream = ConsoleFiles.class.getResourceAsStream(path)) {
            return stream == null ? Optional.empty() : Optional.of(stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    /** A file inside the jar of a library. */
    private record LibraryFile(Library library, String path) {
        String resource() {
            return library.root() + "/" + path;
        }
    }

    /**
     * A library of the console, whose jar names its version.
     *
     * @param folder folder of the jar that has the files of its npm package
     */
    private record Library(String group, String artifact, String folder) {
        String root() {
            return "/META-INF/resources/" + folder + "/" + artifact + "/" + version();
        }

        private String version() {
            String path = "/META-INF/maven/" + group + "/" + artifact + "/pom.properties";
            byte[] content =
                    resource(path).orElseThrow(() -> new IllegalStateException(path + " is not on the class path"));
            Properties properties = new Properties();
            try (InputStream stream = new ByteArrayInputStream(content)) {
                properties.load(stream);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return properties.getProperty("version", "");
        }
    }
}
