package org.ocppgateway.ops.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ocppgateway.ops.stack.process.Ports;
import org.ocppgateway.ops.stack.process.Readiness;
import org.ocppgateway.ops.stack.process.Server;

/** A real Prometheus that scrapes gateways twice a second. It listens on 127.0.0.1 only and ends with {@link #close}. */
final class Prometheus implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port = Ports.free();
    private final Server server;

    private Prometheus(Path program, Path directory) {
        server = new Server(
                "prometheus",
                List.of(
                        program.toString(),
                        "--config.file=" + directory.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--log.level=warn"),
                directory.resolve("prometheus.log"),
                () -> Readiness.answers(URI.create("http://127.0.0.1:" + port + "/-/ready")));
    }

    /** Where the program is installed; empty if it is not. */
    static Optional<Path> program(String name) {
        return Stream.of("/usr/bin/", "/usr/local/bin/", "/opt/prometheus/")
                .map(folder -> Path.of(folder + name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts it.
     *
     * @param rules rule files
     * @param targets host and port of each admin port
     */
    static Prometheus start(Path program, Path directory, List<Path> rules, List<String> targets)
            throws IOException, InterruptedException {
        Files.writeString(directory.resolve("prometheus.yml"), """
            global:
              scrape_interval: 500ms
              scrape_timeout: 500ms
              evaluation_interval: 500ms
            rule_files: [%s]
            scrape_configs:
              - job_name: ocpp-gateway
                static_configs:
                  - targets: [%s]
            """.formatted(quoted(rules), quoted(targets)));
        Prometheus prometheus = new Prometheus(program, directory);
        prometheus.server.start().awaitReady(TIMEOUT);
        return prometheus;
    }

    private static String quoted(List<?> items) {
        return items.stream().map(item -> "\"" + item + "\"").collect(Collectors.joining(", "));
    }

    /** The result of an instant query. */
    JsonArray query(String expression) throws InterruptedException {
        return get("/api/v1/query?query=" + URLEncoder.encode(expression, UTF_8))
                .getAsJsonArray("result");
    }

    /** Names of the firing alerts. */
    Set<String> firing() throws InterruptedException {
        Set<String> firing = new TreeSet<>();
        for (JsonElement alert : get("/api/v1/alerts").getAsJsonArray("alerts")) {
            if (alert.getAsJsonObject().get("state").getAsString().equals("firing")) {
                firing.add(alert.getAsJsonObject()
                        .getAsJsonObject("labels")
                        .get("alertname")
                        .getAsString());
            }
        }
        return firing;
    }

    /** Names of the alerts that fired at some time within the last seconds. */
    Set<String> firedWithin(Duration time) throws InterruptedException {
        String series = "ALERTS{alertstate=\"firing\"}[" + (time.toSeconds() + 1) + "s]";
        Set<String> fired = new TreeSet<>();
        for (JsonElement alert : query("count by (alertname) (count_over_time(" + series + "))")) {
            fired.add(alert.getAsJsonObject()
                    .getAsJsonObject("metric")
                    .get("alertname")
                    .getAsString());
        }
        return fired;
    }

    /** All rules, with their state. */
    List<JsonObject> rules() throws InterruptedException {
        return get("/api/v1/rules").getAsJsonArray("groups").asList().stream()
                .flatMap(group -> group.getAsJsonObject().getAsJsonArray("rules").asList().stream())
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    private JsonObject get(String path) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(TIMEOUT)
                .build();
        try {
            String body = client.send(request, HttpResponse.BodyHandlers.ofString(UTF_8))
                    .body();
            JsonObject answer = JsonParser.parseString(body).getAsJsonObject();
            if (!answer.get("status").getAsString().equals("success")) {
                throw new IllegalStateException(path + ": " + body);
            }
            return answer.getAsJsonObject("data");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.close();
        client.close();
    }
}
