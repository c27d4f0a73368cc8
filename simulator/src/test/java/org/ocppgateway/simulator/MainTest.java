package org.ocppgateway.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

class MainTest {
    private final StringWriter err = new StringWriter();
    private final StringWriter out = new StringWriter();
    private final CommandLine commandLine =
            Main.commandLine().setErr(new PrintWriter(err)).setOut(new PrintWriter(out));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--bogus             | Unknown option: '--bogus'",
                "--url=http://h/x    | the URL must look like ws://HOST:PORT/ocpp or wss://HOST:PORT/ocpp, but is http://h/x",
                "--charge-points=0   | a fleet has at least one charge point, not 0",
                "--charging-share=7  | '7' is not a share; write for example 10%",
                "--charging-share=200% | the charging share must be between 0 and 100 %",
                "--connect-rate=fast | 'fast' is not a rate; write for example 200/s",
                "--versions=1.7=3    | '1.7=3' is not a mix of versions; write for example 1.6=50,2.0.1=30,2.1=20",
                "--versions=1.6,1.6  | '1.6,1.6' is not a mix of versions; write for example 1.6=50,2.0.1=30,2.1=20",
                "--versions=2.1=0    | at least one version must have a weight above 0",
                "--versions=2.1=2000 | a version's weight is 0 to 1000, not 2000",
                "--profile=odd       | there is no profile 'odd'; see --help",
                "--personas=silent   | 'silent' is not a persona and its share; write for example"
                        + " silent=1%,flooder=0.1%",
                "--personas=silent=60%,flooder=60% | there cannot be more personas than charge points: together more"
                        + " than 100 %",
                "--expect=good       | 'good' is not an expectation; write for example connected=100%, skipped-pings=0"
                        + " or p99<=50ms",
                "--duration=soon     | 'soon' is not a duration; write for example 500ms, 90s, 10m or 2h",
            })
    void anInvalidOptionPrintsOneErrorLineAndReturnsExitCode2(String option, String message) {
        assertEquals(2, commandLine.execute(option));
        assertTrue(err.toString().contains(message), err.toString());
        assertEquals(2, err.toString().lines().count());
    }

    @Test
    void theHelpContainsEveryOptionAndTheExitCodes() {
        assertEquals(0, commandLine.execute("--help"));
        commandLine.getCommandSpec().options().stream()
                .filter(option -> !option.hidden())
                .forEach(option -> assertTrue(out.toString().contains(option.longestName()), option.longestName()));
        assertTrue(out.toString().contains("Exit codes:"));
    }

    @Test
    void aRunWithoutAServerEndsInTimeWithASummary() {
        assertEquals(
                0,
                commandLine.execute(
                        "--url=ws://127.0.0.1:9/ocpp", "-n", "3", "--versions=1.6,2.1", "--duration=200ms"));
    }

    @Test
    void aMissedExpectationReturnsExitCode3() {
        assertEquals(
                3,
                commandLine.execute(
                        "--url=ws://127.0.0.1:9/ocpp", "-n", "3", "--duration=200ms", "--expect=connected=100%"));
    }

    @Test
    void valuesWithUnitsAreParsed() {
        assertEquals(Duration.ofMillis(500), OptionParser.duration("500ms"));
        assertEquals(Duration.ofSeconds(90), OptionParser.duration("90s"));
        assertEquals(Duration.ofMinutes(90), OptionParser.duration("1.5 h"));
        assertEquals(200, OptionParser.rate("200/s"));
        assertEquals(0.5, OptionParser.rate("0.5"));
        assertEquals(0.1, OptionParser.share("10%"));
        assertThrows(TypeConversionException.class, () -> OptionParser.duration("-1s"));
    }
}
