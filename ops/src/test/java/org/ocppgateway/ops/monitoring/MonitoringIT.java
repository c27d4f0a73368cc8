package org.ocppgateway.ops.monitoring;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shipped rules and dashboards with a real Prometheus over two real gateways under load. The alerts that can be provoked within
 * seconds fire and end here; promtool tests all of them with series of hours and days.
 *
 * <p>The rules are the shipped ones, with shorter windows and without delay, because no test waits for ten minutes.
 */
class MonitoringIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @TempDir
    static Path directory = Path.of("");

    private static final long BEGUN = System.nanoTime();
    private static MonitoredCluster stack;
    private static Prometheus prometheus;
    private static List<CompletableFuture<String>> promtool = List.of();

    private final Set<String> provoked = new TreeSet<>();

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(missing().isEmpty(), () -> {
            String reason = "skipped: " + missing() + " is not installed (apt-get install prometheus openssl)";
            System.out.println("MonitoringIT " + reason);
            return reason;
        });
        promtool = startPromtool();
        stack = MonitoredCluster.start(directory);
        prometheus = Prometheus.start(
                Prometheus.program("prometheus").orElseThrow(),
                Files.createDirectory(directory.resolve("prometheus")),
                quickRules(),
                stack.targets());
    }

    @AfterAll
    static void stop() {
        if (prometheus != null) {
            prometheus.close();
        }
        if (stack != null) {
            stack.close();
            System.out.println("MonitoringIT took " + (System.nanoTime() - BEGUN) / 1_000_000_000 + " s");
        }
    }

    private static String missing() {
        return Prometheus.program("prometheus").isEmpty()
                ? "prometheus"
                : Prometheus.program("promtool").isEmpty()
                        ? "promtool"
                        : Prometheus.program("openssl").isEmpty() ? "openssl" : "";
    }

    /** Copies of the rules for alerts with short windows, and the shipped rules of the objectives. */
    private static List<Path> quickRules() throws IOException {
        List<Path> quick = new ArrayList<>();
        for (Path file : MonitoringFiles.rules()) {
            String text = MonitoringFiles.text(file)
                    .replaceAll("for: \\d+[mh]", "for: 0s")
                    .replace("[10m:30s]", "[5s:1s]")
                    .replaceAll("\\[(5m|10m|15m|30m)]", "[10s]");
            boolean objectives = file.endsWith("objectives.yml");
            quick.add(Files.writeString(
                    directory.resolve(file.getFileName()), objectives ? MonitoringFiles.text(file) : text));
        }
        return quick;
    }

    /** Runs beside the start of the gateways. */
    private static List<CompletableFuture<String>> startPromtool() throws IOException {
        List<CompletableFuture<String>> runs = new ArrayList<>();
        runs.add(promtool("check", "rules", MonitoringFiles.rules()));
        for (Path test : MonitoringFiles.ruleTests()) {
            runs.add(promtool("test", "rules", List.of(test)));
        }
        return runs;
    }

    @Test
    void promtoolAcceptsRulesAndTheirTests() throws Exception {
        for (CompletableFuture<String> run : promtool) {
            assertEquals("", run.get());
        }
    }

    /** Completes with the output if promtool finds a fault, otherwise with an empty text. */
    private static CompletableFuture<String> promtool(String verb, String what, List<Path> files) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Prometheus.program("promtool").orElseThrow().toString(), verb, what));
        files.forEach(file -> command.add(file.toString()));
        Path output = Files.createTempFile(directory, "promtool", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return process.onExit().thenApply(ended -> ended.exitValue() == 0 ? "" : MonitoringFiles.text(output));
    }

    @Test
    void alertsFireAndEndAndEveryQueryReturnsData() throws Exception {
        // Counters that grow before the first scrape do not count as an increase.
        await().atMost(TIMEOUT)
                .until(() ->
                        prometheus.query("up == 1").size() == stack.targets().size());
        stack.makeTraffic();
        await().atMost(TIMEOUT).until(() -> prometheus.firing().isEmpty());

        long first = System.nanoTime();
        stack.breakFiles();
        stack.sendWrongMessages();
        firedWhileRepeated(
                stack::connectWrongly, first, "DuplicateIdentity", "PasswordGuessing", "TlsHandshakesFailing");
        stack.fillConnections();
        fired(
                first,
                "ConnectionsNearLimit",
                "CredentialFileInvalid",
                "DeadLetters",
                "MessagesRejected",
                "TlsFilesInvalid");
        stack.repairFiles();
        stack.emptyConnections();

        long second = System.nanoTime();
        stack.killRedis();
        firedWhileRepeated(stack::connectWrongly, second, "CredentialSourceUnavailable", "RedisUnavailable");
        stack.killKafka();
        fired(second, "GatewayPodNotReady", "KafkaUnavailable");
        firedWhileRepeated(stack::connectWrongly, second, "AdmissionBudgetBurn");
        stack.restartDependencies();
        await().atMost(TIMEOUT).until(() -> !prometheus.firing().contains("GatewayPodNotReady"));

        long third = System.nanoTime();
        stack.killPod();
        fired(third, "GatewayPodDown", "GatewayPodLost");
        stack.restartPod();

        everyRuleReturnsData();
        everyPanelReturnsData();
        await().atMost(TIMEOUT).untilAsserted(() -> assertEquals(Set.of(), stillFiring()));
        System.out.println("MonitoringIT: fired and ended: " + provoked);
    }

    /** Waits until each alert has fired at some time since a time of {@link System#nanoTime}. */
    private void fired(long since, String... alerts) {
        firedWhileRepeated(() -> {}, since, alerts);
    }

    /** Like {@link #fired}. Repeats the cause, because a scrape on a busy machine may miss it within the short windows. */
    private void firedWhileRepeated(ThrowingRunnable cause, long since, String... alerts) {
        provoked.addAll(List.of(alerts));
        await().atMost(TIMEOUT).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            Set<String> missing = new TreeSet<>(List.of(alerts));
            missing.removeAll(prometheus.firedWithin(Duration.ofNanos(System.nanoTime() - since)));
            if (!missing.isEmpty()) {
                cause.run();
            }
            assertEquals(Set.of(), missing, "alerts that do not fire");
        });
    }

    /** Provoked alerts that fire. Those of the objectives end after their window of five minutes. */
    private Set<String> stillFiring() throws InterruptedException {
        Set<String> firing = prometheus.firing();
        firing.retainAll(provoked);
        firing.removeIf(alert -> alert.endsWith("BudgetBurn"));
        return firing;
    }

    /** An alert that does not fire is evaluated without its threshold. */
    private static void everyRuleReturnsData() throws InterruptedException {
        List<String> empty = new ArrayList<>();
        for (JsonObject rule : prometheus.rules()) {
            String expression = Expressions.withoutThreshold(rule.get("query").getAsString());
            if (prometheus.query(expression).isEmpty()) {
                empty.add(rule.get("name").getAsString() + ": " + expression);
            }
            assertEquals("ok", rule.get("health").getAsString(), rule::toString);
        }
        assertEquals(List.of(), empty, "rules without data");
    }

    private static void everyPanelReturnsData() throws InterruptedException {
        List<String> empty = new ArrayList<>();
        for (MonitoringFiles.PanelQuery query : MonitoringFiles.queries()) {
            String expression =
                    query.expression().replace("$__rate_interval", "1m").replace("$instance", ".*");
            if (prometheus.query(expression).isEmpty()) {
                empty.add(query.title() + ": " + expression);
            }
        }
        assertEquals(List.of(), empty, "panels without data");
    }
}
