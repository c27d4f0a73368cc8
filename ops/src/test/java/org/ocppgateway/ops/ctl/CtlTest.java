package org.ocppgateway.ops.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CtlTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void theHelpOfEveryCommandIsPrinted() {
        for (CommandLine command : Main.commandLine().getSubcommands().values()) {
            assertEquals(0, run(command.getCommandName(), "--help"), command.getCommandName());
        }
        assertTrue(out.toString().contains("--token-file"), out.toString());
    }

    @Test
    void noOptionTakesATokenOrAPassword() {
        for (CommandLine command : Main.commandLine().getSubcommands().values()) {
            command.getCommandSpec().options().forEach(option -> {
                assertFalse(option.longestName().equals("--token"), command.getCommandName());
                assertFalse(
                        option.longestName().contains("password")
                                && option.arity().max() > 0,
                        command.getCommandName());
            });
        }
    }

    @Test
    void wrongUsageHasStatus2() {
        assertEquals(2, run());
        assertEquals(2, run("show"));
        assertEquals(2, run("ps", "--sort", "beauty"));
        assertEquals(2, run("credentials"));
        assertEquals(2, run("bans", "add", "--minutes", "5", "--reason", "none"));
    }

    @Test
    void theCompletionKnowsAllCommands() {
        assertEquals(0, run("completion"));
        String script = out.toString();
        assertTrue(script.contains("complete -F _complete_ctl"), script);
        Main.commandLine().getSubcommands().keySet().forEach(name -> assertTrue(script.contains(name), name));
    }

    @Test
    void aTableAlignsItsColumns() {
        TextTable table = new TextTable("ID", "STATE");
        table.add("CP-001", "online");
        assertEquals(List.of("ID      STATE", "CP-001  online"), table.lines());
    }

    @Test
    void podsShowTheProgressOfADrainAndOfARebalance() {
        PodsCommand pods = new PodsCommand();
        TextTable table = pods.table();
        pods.addRow(table, JsonParser.parseString("""
                {"pod":"a","ready":true,"draining":false,"rebalance":{"remaining":7}}""").getAsJsonObject());
        pods.addRow(table, JsonParser.parseString("""
                {"pod":"b","ready":false,"draining":true,"drain":{"state":"leaving","remaining":9}}""").getAsJsonObject());
        pods.addRow(table, JsonParser.parseString("""
                {"pod":"c","ready":true,"draining":false}""").getAsJsonObject());
        assertEquals("a    ready, rebalance: 7 left", table.lines().get(1).strip());
        assertEquals("b    draining: leaving, 9 left", table.lines().get(2).strip());
        assertEquals("c    ready", table.lines().get(3).strip());
    }

    @Test
    void podsShowTheRebalanceThatIsRunningOrElseTheLastOneThatEnded() {
        String ended = """
                {"pod":"a","lastRebalance":{"state":"%s","since":"2026-11-29T11:59:30.5Z","excess":3}}""";
        String earlier = """
                {"pod":"b","lastRebalance":{"state":"even","since":"2026-11-29T11:50:00Z","excess":0}}""";
        String running = """
                {"pod":"c","lastRebalance":{"state":"running","since":"2026-11-29T11:55:00Z","excess":12}}""";
        String without = "{\"pod\":\"d\"}";
        assertEquals(
                "Rebalance by c, running for 5 min: 12 connections above the average.",
                rebalance(ended.formatted("cancelled"), running, without));
        assertEquals(
                "Last rebalance by a, ended 29 s ago: cancelled by an operator.",
                rebalance(earlier, ended.formatted("cancelled"), without));
        assertEquals(
                "Last rebalance by a, ended 29 s ago: aborted, charge points did not return or Redis was not available.",
                rebalance(ended.formatted("aborted")));
        assertEquals(
                "Last rebalance by a, ended 29 s ago: the pods stay uneven, charge points connect to the same pods again.",
                rebalance(ended.formatted("uneven")));
        assertEquals("Last rebalance by b, ended 10 min ago: the pods are even.", rebalance(earlier));
        assertEquals(
                "Last rebalance by a, ended 29 s ago: new-in-a-later-release.",
                rebalance(ended.formatted("new-in-a-later-release")));
        assertEquals("", rebalance(without));
    }

    private static String rebalance(String... pods) {
        return LastRebalance.line(
                        JsonParser.parseString(List.of(pods).toString()).getAsJsonArray(),
                        Instant.parse("2026-11-29T12:00:00Z"))
                .orElse("");
    }

    @Test
    void controlCharactersNeverReachTheTerminal() {
        TextTable table = new TextTable("MODEL");
        table.add("\u001b[2Jmodel\u009b31m\r\n");
        assertEquals("\uFFFD[2Jmodel\uFFFD31m\uFFFD\uFFFD", table.lines().getLast());
        String line = FrameLine.of(JsonParser.parseString("""
                {"timestamp":"t","direction":"cp-to-csms","messageType":"CALL","action":"Heart\\u001bbeat","payload":{}}""").getAsJsonObject());
        assertEquals("t -> CALL Heart\uFFFDbeat {}", line);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-29T11:59:55Z, 5 s",
        "2026-11-29T11:50:00Z, 10 min",
        "2026-11-29T08:00:00Z, 4 h",
        "2026-11-20T12:00:00Z, 9 d",
        "2026-11-29T12:00:09Z, 0 s",
        "soon, soon"
    })
    void agesHaveTheUnitThatSuitsThem(String time, String age) {
        assertEquals(age, Text.age(time, Instant.parse("2026-11-29T12:00:00Z")));
    }

    @Test
    void identitiesAreEscapedInPathsAndQueries() {
        Map<String, @Nullable String> parameters = new LinkedHashMap<>();
        parameters.put("id", "A&B =/");
        parameters.put("pod", null);
        assertEquals("/charge-points?id=A%26B%20%3D%2F", Text.query("/charge-points", parameters));
        assertEquals("CP%201%2F%C3%A9", Text.segment("CP 1/é"));
    }

    private int run(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
