package org.ocppgateway.ops.dev;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.ops.stack.process.Ports;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options for the ports of the whole stack, all on the loopback address. */
final class Addresses {
    private static final int DEFAULT_TLS_PORT = 8443;

    @Mixin
    final BackendAddresses backend = new BackendAddresses();

    @Option(
            names = "--gateway-port",
            paramLabel = "PORT",
            description = "WebSocket port of the gateway (default: ${DEFAULT-VALUE})")
    int gateway = 8080;

    @Option(
            names = "--tls-port",
            paramLabel = "PORT",
            description = "WebSocket port of the gateway with TLS (default: 8443, or a free one if that is taken)")
    private @Nullable Integer tls;

    @Option(
            names = "--admin-port",
            paramLabel = "PORT",
            description = "admin port of the gateway (default: ${DEFAULT-VALUE})")
    int admin = 8081;

    /** The port with TLS. If another stack uses the default, a free port is used. */
    int tls() {
        if (tls == null) {
            tls = Ports.isFree(DEFAULT_TLS_PORT) ? DEFAULT_TLS_PORT : Ports.free();
        }
        return tls;
    }

    /** Returns one message for every port that is not free. */
    List<String> problems() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("--kafka-port", backend.kafka);
        ports.put("--redis-port", backend.redis);
        ports.put("--gateway-port", gateway);
        ports.put("--tls-port", tls());
        ports.put("--admin-port", admin);
        List<String> problems = new ArrayList<>();
        ports.forEach((option, port) -> {
            if (!Ports.isFree(port)) {
                problems.add("Port " + port + " is taken" + holder(port) + ". Choose another one with " + option + ".");
            }
        });
        return problems;
    }

    // A Redis or a broker of an earlier run is recognised by its command line.
    private static String holder(int port) {
        Pattern named = Pattern.compile("^(?!.*ops/lib/guard).*(redis-server|BrokerMain).*\\b" + port + "\\b");
        return ProcessHandle.allProcesses()
                .filter(process ->
                        named.matcher(process.info().commandLine().orElse("")).find())
                .findAny()
                .map(process -> " by process " + process.pid()
                        + ", which looks like a leftover of an earlier run; end it with: kill "
                        + process.pid())
                .orElse("");
    }
}
