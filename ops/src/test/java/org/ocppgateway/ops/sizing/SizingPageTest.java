package org.ocppgateway.ops.sizing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ocppgateway.ops.stack.process.ProjectFiles;
import picocli.CommandLine;

/** The calculator and its page have the same figures. */
class SizingPageTest {
    private static final Pattern EXAMPLE =
            Pattern.compile("```\\n\\$ ops/sizing (?<arguments>[^\\n]*)\\n(?<output>.*?)```", Pattern.DOTALL);

    private final String page = read();

    private static String read() {
        try {
            return Files.readString(ProjectFiles.file("ops/docs/sizing.md"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Result(int status, String out, String err) {}

    private static Result run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return new Result(command.execute(arguments), out.toString(), err.toString());
    }

    private static JsonObject json(String arguments) {
        Result result = run((arguments + " --json").split(" "));
        assertEquals(0, result.status(), result.err());
        return JsonParser.parseString(result.out()).getAsJsonObject();
    }

    @Test
    void everyFigureOfTheCalculatorIsOnThePage() {
        List<String> missing = Arrays.stream(Figure.values())
                .map(figure -> "| " + figure.label() + " | " + figure.text() + " |")
                .filter(row -> !page.contains(row))
                .toList();
        assertEquals(List.of(), missing, "rows that ops/docs/sizing.md lacks");
    }

    @Test
    void theExamplesOfThePageAreWhatTheCalculatorPrints() {
        Matcher example = EXAMPLE.matcher(page);
        int found = 0;
        while (example.find()) {
            found++;
            Result result = run(example.group("arguments").split(" "));
            assertEquals(example.group("output"), result.out(), example.group("arguments"));
        }
        assertTrue(found >= 2, "examples on the page: " + found);
    }

    @ParameterizedTest
    @CsvSource({
        "5000, --charge-points 5000 --per-pod 5000",
        "20000, --charge-points 20000 --per-pod 20000",
        "50000, --charge-points 50000 --per-pod 50000",
        "100000, --charge-points 100000 --per-pod 100000",
    })
    void theTableOfPodsIsThatOfTheCalculator(int chargePoints, String arguments) {
        JsonObject plain = json(arguments + " --tls 0%");
        JsonObject tls = json(arguments + " --tls 100%");
        String row = String.format(
                Locale.ROOT,
                "| %,d | %d MiB | %d MiB | %.1f | %.1f |",
                chargePoints,
                plain.get("heapMiB").getAsInt(),
                plain.get("memoryMiB").getAsInt(),
                plain.get("processors").getAsDouble(),
                tls.get("processors").getAsDouble());
        assertTrue(page.contains(row), () -> "the page lacks: " + row);
    }

    @Test
    void moreOfAnythingNeverNeedsLess() {
        String base = "--charge-points 100000";
        for (String more : List.of(
                "--charge-points 300000",
                base + " --heartbeat-interval 30",
                base + " --charging 50%",
                base + " --meter-interval 10",
                base + " --commands 200",
                base + " --retention 30",
                base + " --recovery 5",
                base + " --versions 2.1=1")) {
            JsonObject less = json(base + " --tls 0%");
            JsonObject result = json(more);
            less.keySet()
                    .forEach(name -> assertTrue(
                            result.get(name).getAsDouble() >= less.get(name).getAsDouble(), more + ": " + name));
        }
    }

    @Test
    void aPodIsSpare() {
        JsonObject one = json("--charge-points 10");
        assertEquals(2, one.get("pods").getAsInt());
        JsonObject million = json("--charge-points 1000000 --per-pod 50000");
        assertEquals(21, million.get("pods").getAsInt());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--charge-points 0",
                "--charge-points many",
                "--charge-points 5 --tls 101%",
                "--charge-points 5 --tls some",
                "--charge-points 5 --charging -1",
                "--charge-points 5 --heartbeat-interval 0",
                "--charge-points 5 --meter-interval NaN",
                "--charge-points 5 --per-pod 0",
                "--charge-points 5 --versions 1.7"
            })
    void aWrongOptionIsNamed(String arguments) {
        Result result = run(arguments.isEmpty() ? new String[0] : arguments.split(" "));
        assertEquals(2, result.status(), result.out());
        assertTrue(!result.err().isBlank() && result.out().isEmpty(), result.out());
    }
}
