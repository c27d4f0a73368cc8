package org.ocppgateway.ops.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.ocppgateway.ops.bench.Main;
import org.ocppgateway.ops.e2e.ThirdPartyCentralSystem;
import picocli.CommandLine;

/** {@code ops/bench compare}; the other server is an endpoint of another project in this process. */
class CompareIT {

    private static final String SHORT = " --connections 40 --active 10 --rounds 1 --settle 0 --idle 1 --loop 1";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void measuresTheGatewayAndAnotherEndpointInTurns() {
        try (ThirdPartyCentralSystem other = ThirdPartyCentralSystem.start()) {
            compare("--with ws://127.0.0.1:" + other.port() + SHORT);
        }
        for (CompareRow row : CompareRow.values()) {
            assertTrue(line(row).matches(".* [0-9.,]+ +[0-9.,]+ .*"), line(row));
        }
        assertTrue(err.toString().contains("process " + ProcessHandle.current().pid() + ": java"), err::toString);
        assertTrue(err.toString().contains("config/java.options -Xms"), err::toString);
        assertTrue(line(CompareRow.LOST).matches("connections lost +0 +0 .*"), out::toString);
    }

    @Test
    void measuresTheGatewayAloneOverTls() {
        compare("--tls" + SHORT);
        assertTrue(err.toString().contains(" wss://127.0.0.1:"), err::toString);
        assertTrue(line(CompareRow.METER_VALUES).matches(".*/s +[0-9.,]+ +[0-9.,]+"), out::toString);
        assertTrue(line(CompareRow.LOST).matches("connections lost +0 +0"), out::toString);
    }

    private void compare(String arguments) {
        int status = new CommandLine(new Main())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(("compare " + arguments).split(" "));
        System.out.println(err);
        System.out.println(out);
        assertEquals(0, status, err::toString);
    }

    private String line(CompareRow row) {
        return out.toString()
                .lines()
                .filter(candidate -> candidate.startsWith(row.label() + " "))
                .findFirst()
                .orElseThrow(() -> new AssertionError(row + " is missing in " + out));
    }
}
