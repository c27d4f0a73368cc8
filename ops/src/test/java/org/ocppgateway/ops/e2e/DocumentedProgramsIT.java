package org.ocppgateway.ops.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.ops.dev.Main;
import org.ocppgateway.ops.stack.cluster.Cluster;
import org.ocppgateway.ops.stack.cluster.ClusterSettings;
import org.ocppgateway.ops.stack.fleet.FleetProcess;
import org.ocppgateway.ops.stack.process.JavaCommand;
import org.ocppgateway.ops.stack.process.ProjectFiles;

/**
 * Runs the programs of the pages for backends as they are printed, with other addresses. {@link BackendClientIT} runs
 * those in Java.
 */
class DocumentedProgramsIT {
    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final int INSTALL_SECONDS = 240;
    private static final String BACKEND_PAGE = "ops/docs/backend.md";
    private static final String DECISIONS =
            "gateway.session.decisions.actions { Authorize { by = backend, deadline = 30 s } }";

    @TempDir
    static Path directory = Path.of("");

    private static Cluster cluster;

    @BeforeAll
    static void start() throws InterruptedException {
        cluster = Cluster.start(ClusterSettings.forTest(directory).with(DECISIONS));
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void theNodeProgramCommandsAndDecides() throws Exception {
        Page page = Page.read(BACKEND_PAGE);
        Path folder = Files.createDirectory(directory.resolve("node"));
        Files.writeString(folder.resolve("package.json"), "{\"private\":true}");
        install(folder, List.of("npm", "install", "--no-audit", "--no-fund"), page.packages("npm install"));
        Files.writeString(folder.resolve("backend.mjs"), withAddressesOfCluster(only(page.blocks("js"))));
        commandsAndDecides(folder, List.of("node", "backend.mjs"));
    }

    @Test
    void thePythonProgramCommandsAndDecidesWithLibrdkafka() throws Exception {
        Page page = Page.read(BACKEND_PAGE);
        Path folder = Files.createDirectory(directory.resolve("python"));
        assumeItRuns(
                "Python cannot create a virtual environment", folder, List.of("python3", "-m", "venv", "environment"));
        install(
                folder,
                List.of("environment/bin/pip", "install", "--quiet", "--disable-pip-version-check"),
                page.packages("pip install"));
        Files.writeString(folder.resolve("backend.py"), withAddressesOfCluster(only(page.blocks("python"))));
        commandsAndDecides(folder, List.of("environment/bin/python", "-u", "backend.py"));
    }

    @Test
    void theCommandLinesSendToChargePointsOfAllVersions() throws Exception {
        String lines =
                String.join("\n", Page.read(BACKEND_PAGE).blocks("sh")) + '\n' + sendLines(Page.read("README.md"));
        try (FleetProcess fleet = new FleetProcess(
                cluster.gateway().endpoint(), 3, directory, List.of("--versions", "1.6=1,2.0.1=1,2.1=1"), List.of())) {
            fleet.server().start();
            for (String line : lines.lines()
                    .filter(line -> line.startsWith("ops/dev send"))
                    .toList()) {
                await().atMost(TIMEOUT)
                        .until(() -> ShellScript.succeeds(directory, 60, List.of("bash", "-c", shell(line))));
            }
        }
    }

    private static String sendLines(Page page) {
        return page.text()
                .lines()
                .filter(line -> line.startsWith("ops/dev send"))
                .collect(Collectors.joining("\n"));
    }

    /** The line of the page, with {@code ops/dev} of this build and the addresses of this cluster. */
    private static String shell(String line) {
        String main = String.join(
                " ", JavaCommand.main(ProjectFiles.file("ops/target/ops.jar"), Main.class, List.of(), List.of()));
        return "ops/dev() { " + main + " \"$@\" --kafka-port "
                + port(cluster.broker().address()) + " --redis-port "
                + port(cluster.redis().address()) + "; }\n" + line;
    }

    private static String port(String address) {
        return address.substring(address.lastIndexOf(':') + 1);
    }

    private static void commandsAndDecides(Path folder, List<String> command) throws Exception {
        try (PlainChargePoint chargePoint =
                new PlainChargePoint(cluster.gateway().endpoint(), "CP-001", "ocpp1.6")) {
            chargePoint.send("[2,\"h-1\",\"Heartbeat\",{}]");
            assertTrue(chargePoint.receive().startsWith("[3,\"h-1\""));
            try (ShellScript program = ShellScript.start(folder, command)) {
                JsonArray start = call(chargePoint, program);
                assertEquals("RemoteStartTransaction", start.get(2).getAsString());
                chargePoint.send("[3," + start.get(1) + ",{\"status\":\"Accepted\"}]");
                chargePoint.send("[2,\"a-1\",\"Authorize\",{\"idTag\":\"TAG1\"}]");
                assertEquals("[3,\"a-1\",{\"idTagInfo\":{\"status\":\"Accepted\"}}]", chargePoint.receive());
                chargePoint.send("[2,\"a-2\",\"Authorize\",{\"idTag\":\"STOLEN\"}]");
                assertEquals("[3,\"a-2\",{\"idTagInfo\":{\"status\":\"Blocked\"}}]", chargePoint.receive());
                await().atMost(TIMEOUT)
                        .until(() -> program.output().contains("completed")
                                && program.output().contains("authorization.requested"));
            }
        }
    }

    /** Returns the next CALL. Fails with the program's output if none arrives. */
    private static JsonArray call(PlainChargePoint chargePoint, ShellScript program) throws Exception {
        try {
            return JsonParser.parseString(chargePoint.receive()).getAsJsonArray();
        } catch (AssertionError e) {
            throw new AssertionError("no CALL; the program printed:\n" + program.output(), e);
        }
    }

    private static void install(Path folder, List<String> command, List<String> packages) throws InterruptedException {
        List<String> all = new ArrayList<>(command);
        all.addAll(packages);
        assumeItRuns("the program's libraries cannot be fetched", folder, all);
    }

    private static void assumeItRuns(String otherwise, Path folder, List<String> command) throws InterruptedException {
        boolean runs = ShellScript.succeeds(folder, INSTALL_SECONDS, command);
        if (!runs) {
            System.out.println("Skipped: " + otherwise + " here");
        }
        Assumptions.assumeTrue(runs, otherwise);
    }

    private static String only(List<String> blocks) {
        assertEquals(1, blocks.size(), "programs in this language");
        return blocks.getFirst();
    }

    private static String withAddressesOfCluster(String program) throws IOException {
        String changed = program.replace("127.0.0.1:9092", cluster.broker().address())
                .replace("127.0.0.1:6379", cluster.redis().address());
        assertTrue(!changed.equals(program), "the program contains the addresses of ops/dev");
        return changed;
    }
}
