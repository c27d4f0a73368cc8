package org.ocppgateway.ops.bench.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Live heap of a process by class, after a full collection.
 *
 * @param bytes by class
 */
record HeapHistogram(Map<String, Long> bytes) {
    private static final Pattern ROW = Pattern.compile("\\s*\\d+:\\s+\\d+\\s+(\\d+)\\s+(\\S+).*");

    HeapHistogram {
        bytes = Map.copyOf(bytes);
    }

    /** Asks a running JVM of this user. */
    static HeapHistogram of(long pid) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(pid),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String output = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        jcmd.waitFor();
        return parse(output);
    }

    static HeapHistogram parse(String output) {
        Map<String, Long> bytes = new HashMap<>();
        output.lines()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .forEach(row -> bytes.merge(row.group(2), Long.parseLong(row.group(1)), Long::sum));
        if (bytes.isEmpty()) {
            throw new IllegalStateException("no histogram in: " + output);
        }
        return new HeapHistogram(bytes);
    }

    /** Bytes of all classes. */
    long total() {
        return bytes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** One line per class that grew by at least one byte per connection, the largest first. */
    List<String> growthSince(HeapHistogram before, int connections) {
        record Growth(String name, double each) {}
        return bytes.entrySet().stream()
                .map(entry -> new Growth(
                        entry.getKey(),
                        (double) (entry.getValue() - before.bytes.getOrDefault(entry.getKey(), 0L)) / connections))
                .filter(growth -> growth.each() >= 1)
                .sorted(Comparator.comparingDouble(Growth::each).reversed())
                .map(growth -> "%6.0f B %s".formatted(growth.each(), growth.name()))
                .toList();
    }
}
