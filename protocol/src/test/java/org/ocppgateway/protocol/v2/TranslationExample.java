package org.ocppgateway.protocol.v2;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.ocppgateway.protocol.OcppVersion;

/**
 * One translation in a table: four lines and a blank line. The first line has a name and, if the versions differ, a version.
 * The second has a JSON object. The third has the result after an arrow. The fourth has the JSON of the result.
 */
record TranslationExample(OcppVersion version, String name, String from, String result, String to) {
    private static final String ARROW = "-> ";

    static List<TranslationExample> all(String table) {
        return Arrays.stream(text(table).strip().split("\n\n", -1))
                .filter(block -> !block.startsWith("#"))
                .flatMap(TranslationExample::rows)
                .toList();
    }

    private static Stream<TranslationExample> rows(String block) {
        String[] lines = block.split("\n", -1);
        if (lines.length != 4 || !lines[2].startsWith(ARROW)) {
            throw new IllegalArgumentException("not a row of four lines: " + block);
        }
        String[] head = lines[0].split(" ", 2);
        return Stream.of(OcppVersion.V2_0_1, OcppVersion.V2_1)
                .filter(version -> head.length == 1 || head[1].equals(version.label()))
                .map(version -> new TranslationExample(
                        version, head[0], lines[1], lines[2].substring(ARROW.length()), lines[3]));
    }

    private static String text(String table) {
        try (InputStream in = Objects.requireNonNull(TranslationExample.class.getResourceAsStream(table), table)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + table, e);
        }
    }
}
