package org.ocppgateway.ops.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ocppgateway.ops.bench.Main;
import org.ocppgateway.ops.e2e.ThirdPartyCentralSystem;
import picocli.CommandLine;

/** {@code ops/bench compare}, with an endpoint of another project in this process as the other server. */
class CompareIT {

    @Test
    void measuresTheGatewayAndAnotherEndpointInTurns() {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        try (ThirdPartyCentralSystem other = ThirdPartyCentralSystem.start()) {
            int status = new CommandLine(new Main())
                    .setOut(new PrintWriter(out))
                    .setErr(new PrintWriter(err))
                    .execute(("compare --with ws://127.0.0.1:" + other.port()
                                    + " --connections 40 --active 10 --rounds 1 --settle 0 --idle 1 --loop 1 --heap 256m")
                            .split(" "));
            System.out.println(err);
            System.out.println(out);
            assertEquals(0, status, err::toString);
        }
        List<String> table = out.toString().lines().toList();
        for (CompareRow row : CompareRow.values()) {
            String line = table.stream()
                    .filter(candidate -> candidate.startsWith(row.label() + " "))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(row + " is missing in " + out));
            assertTrue(line.matches(".* [0-9.,]+ +[0-9.,]+ .*"), line);
        }
        assertTrue(err.toString().contains("process " + ProcessHandle.current().pid() + ": java"), err::toString);
        assertTrue(table.stream().anyMatch(line -> line.matches("connections lost +0 +0 .*")), out::toString);
    }
}
