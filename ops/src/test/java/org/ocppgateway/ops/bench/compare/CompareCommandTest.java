package org.ocppgateway.ops.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CompareCommandTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            --with http://127.0.0.1:8390/ocpp               | wanted ws://HOST:PORT/PATH
            --with wss:///ocpp                              | wanted ws://HOST:PORT/PATH
            --with wss://127.0.0.1:8390/ocpp --tls          | the scheme wss chooses TLS
            --kafka 127.0.0.1:9092 --kafka-port 9092        | either --kafka or --kafka-port
            --with ws://127.0.0.1/ocpp                      | wanted ws://HOST:PORT/PATH
            --with 8390                                     | wanted ws://HOST:PORT/PATH
            --with ws://a:1/%                               | not a URL
            --pid 1                                         | --pid needs --with
            --pid x                                         | 'x' is not a long
            --with ws://127.0.0.1:1/ocpp --pid 2147483647   | no process with id 2147483647
            --active 20 --connections 10                    | between 1 and all can be active, not 20
            --active 0                                      | between 1 and all can be active, not 0
            --connections 0                                 | at least one connection
            --in-flight 0                                   | one connection attempt at a time
            --rounds 0                                      | --rounds: at least one
            --idle 0                                        | measurements must take time
            --loop -1                                       | measurements must take time
            --settle -1                                     | measurements must take time
            --connections 2000000000                        | raise it with ulimit -n
            """)
    void wrongArgumentsAreExplained(String arguments, String message) {
        StringWriter err = new StringWriter();
        int status = new CommandLine(new CompareCommand())
                .setErr(new PrintWriter(err))
                .execute(arguments.split(" "));
        assertEquals(2, status);
        assertTrue(err.toString().contains(message), err::toString);
    }
}
