package org.ocppgateway.ops.dev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class TypedCommandTest {
    @Test
    void anUnknownTypeSuggestsTheNearestAndListsAll() {
        String problem = command("remote.strat", "{}").typeProblem().orElseThrow();
        assertTrue(problem.startsWith("there is no command type remote.strat; did you mean remote.start?\n"), problem);
        assertTrue(problem.contains("unlock.connector"), problem);
    }

    @Test
    void anUnknownFieldSuggestsTheNearest() {
        assertEquals(
                List.of("remote.start has no field idTokn, it is ignored; did you mean idToken?"),
                command("remote.start", "{\"idTokn\":\"T\",\"evseId\":1}").fieldProblems());
        assertTrue(command("remote.start", "{\"sun\":1}")
                .fieldProblems()
                .getFirst()
                .contains("its fields are: idToken, "));
    }

    @Test
    void otherNamesOfAFieldAreKnown() {
        assertEquals(List.of(), command("remote.start", "{\"idTag\":\"T\"}").fieldProblems());
    }

    @Test
    void sendEndsWithTheUsageStatusBeforeItConnects() {
        StringWriter error = new StringWriter();
        int status = new CommandLine(new KafkaSendCommand())
                .setErr(new PrintWriter(error))
                .execute("CP-001", "remote.strat", "--kafka-port", "1");
        assertEquals(CommandLine.ExitCode.USAGE, status);
        assertTrue(error.toString().contains("did you mean remote.start?"), error.toString());
    }

    private static TypedCommand command(String type, String data) {
        JsonObject fields = JsonParser.parseString(data).getAsJsonObject();
        return new TypedCommand(type, fields);
    }
}
