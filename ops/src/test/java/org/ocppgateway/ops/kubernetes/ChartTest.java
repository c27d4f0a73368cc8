package org.ocppgateway.ops.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ocppgateway.ops.stack.process.ProjectFiles;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The files of the chart: values, versions, and files that it shares with the rest of the project. */
class ChartTest {
    private static final String CHART = "ops/kubernetes/gateway/";
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path directory;

    private static Schema schema() throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(Files.readString(ProjectFiles.file(CHART + "values.schema.json")));
    }

    /** The defaults with an example over them, as Helm merges them. */
    private static ObjectNode values(String example) {
        ObjectNode values = (ObjectNode) Manifests.read(CHART + "values.yaml");
        merge(values, Manifests.read("ops/kubernetes/examples/" + example + ".yaml"));
        return values;
    }

    private static void merge(ObjectNode into, JsonNode over) {
        over.properties().forEach(entry -> {
            if (entry.getValue().isObject() && into.path(entry.getKey()).isObject()) {
                merge((ObjectNode) into.path(entry.getKey()), entry.getValue());
            } else {
                into.set(entry.getKey(), entry.getValue());
            }
        });
    }

    private static List<String> errors(JsonNode values) throws IOException {
        return schema().validate(values).stream().map(Error::toString).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "large"})
    void theSchemaAcceptsTheExamples(String example) throws IOException {
        assertEquals(List.of(), errors(values(example)));
    }

    @Test
    void theSchemaRefusesAnUnknownValueAtEveryPlace() throws IOException {
        List<String> open = new ArrayList<>();
        findOpen(Manifests.read(CHART + "values.schema.json"), "", open);
        // What belongs to others: Helm, labels and annotations, quantities, and parts of Kubernetes objects.
        assertEquals(List.of(), open);
        ObjectNode values = values("small");
        values.put("replicaz", 3);
        assertFalse(errors(values).isEmpty());
    }

    private static void findOpen(JsonNode schema, String path, List<String> open) {
        if (schema.has("properties")
                && schema.has("type")
                && schema.path("additionalProperties").asBoolean(true)) {
            open.add(path);
        }
        schema.properties().stream()
                .filter(entry -> entry.getValue().isObject())
                .forEach(entry -> findOpen(entry.getValue(), path + "/" + entry.getKey(), open));
    }

    @Test
    void theSchemaKnowsEveryDefault() throws IOException {
        List<String> missing = new ArrayList<>();
        findUnknown(Manifests.read(CHART + "values.yaml"), Manifests.read(CHART + "values.schema.json"), "", missing);
        assertEquals(List.of(), missing);
    }

    private static void findUnknown(JsonNode values, JsonNode schema, String path, List<String> missing) {
        if (!schema.has("properties")) {
            return;
        }
        values.properties().forEach(entry -> {
            JsonNode known = schema.path("properties").path(entry.getKey());
            if (known.isMissingNode()) {
                missing.add(path + entry.getKey());
            } else {
                findUnknown(entry.getValue(), known, path + entry.getKey() + ".", missing);
            }
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/replicas                 | \"3\"",
                "/replicas                 | 0",
                "/stopTimeoutSeconds       | \"30s\"",
                "/redis/uri                | \"redis://gateway:hunter2@redis:6379\"",
                "/redis/password           | \"hunter2\"",
                "/kafka/jaasConfig         | {\"secret\":\"gateway-kafka\"}",
                "/kafka/bootstrapServers   | \"\"",
                "/chargePoints/tls         | {\"enabled\":true,\"secrets\":[]}",
                "/chargePoints/tls         | {\"clientCertificates\":\"need\"}",
                "/chargePoints/service     | {\"type\":\"External\"}",
                "/api/ingress              | {\"enabled\":true}",
                "/resources/limits         | {}",
                "/files                    | {\"a\":{\"secret\":\"b\"}}",
                "/files                    | {\"a\":{\"secret\":\"b\",\"configMap\":\"c\",\"keys\":[\"d\"]}}",
                "/files                    | {\"A_B\":{\"secret\":\"b\",\"keys\":[\"d\"]}}",
                "/environment              | {\"POD_NAME\":\"gateway-0\"}",
                "/environment              | {\"REDIS_PASSWORD\":\"hunter2\"}",
                "/environment              | {\"LOG_LEVEL\":1}",
                "/podLabels                | {\"app.kubernetes.io/name\":\"other\"}",
                "/topologySpread           | [{\"topologyKey\":\"zone\",\"whenUnsatisfiable\":\"Never\"}]",
            })
    void theSchemaRefusesWrongValues(String place, String value) throws IOException {
        ObjectNode values = values("small");
        int last = place.lastIndexOf('/');
        ((ObjectNode) values.at(place.substring(0, last))).set(place.substring(last + 1), JSON.readTree(value));
        assertNotEquals(List.of(), errors(values));
    }

    @Test
    void theChartHasTheVersionOfTheProject() throws IOException {
        Matcher version = Pattern.compile("<artifactId>parent</artifactId>\\s*<version>(.*)</version>")
                .matcher(Files.readString(ProjectFiles.file("pom.xml")));
        assertTrue(version.find());
        JsonNode chart = Manifests.read(CHART + "Chart.yaml");
        assertEquals(version.group(1), chart.path("version").asString());
        assertEquals(version.group(1), chart.path("appVersion").asString());
    }

    @Test
    void theChartHasEveryRuleAndDashboardOnce() throws IOException {
        Set<String> expected = new TreeSet<>();
        for (String folder : List.of("ops/monitoring/rules", "ops/monitoring/dashboards")) {
            try (Stream<Path> files = Files.list(ProjectFiles.file(folder))) {
                files.forEach(file -> expected.add(file.getFileName().toString()));
            }
        }
        Set<String> linked = new TreeSet<>();
        try (Stream<Path> files = Files.list(ProjectFiles.file(CHART + "files"))) {
            for (Path file : files.toList()) {
                assertTrue(Files.isSymbolicLink(file), file + " is a copy");
                linked.add(file.getFileName().toString());
            }
        }
        assertEquals(expected, linked);
        Manifests large = Manifests.all()
                .filter(each -> each.example().equals("large"))
                .findFirst()
                .orElseThrow();
        for (String name : List.of("alerts", "objectives")) {
            assertTrue(
                    large.ofKind("PrometheusRule")
                            .anyMatch(rule ->
                                    rule.path("spec").equals(Manifests.read("ops/monitoring/rules/" + name + ".yml"))),
                    name);
        }
        Set<JsonNode> dashboards = large.ofKind("ConfigMap")
                .flatMap(map -> map.path("data").properties().stream())
                .filter(entry -> entry.getKey().endsWith(".json"))
                .map(entry -> JSON.readTree(entry.getValue().asString()))
                .collect(Collectors.toSet());
        for (String name : List.of("dependencies", "fleet", "pod")) {
            assertTrue(
                    dashboards.contains(Manifests.read("ops/monitoring/dashboards/" + name + ".json")),
                    name + " differs");
        }
    }

    @Test
    void theCommittedRenderingIsThatOfTheChart() throws Exception {
        Helm.assumeOnPath("ChartTest.theCommittedRenderingIsThatOfTheChart");
        Process render = new ProcessBuilder(
                        ProjectFiles.file("ops/kubernetes/render").toString(), directory.toString())
                .inheritIO()
                .start();
        assertEquals(0, render.waitFor());
        for (Manifests manifests : Manifests.all().toList()) {
            assertEquals(
                    Files.readString(directory.resolve(manifests.example() + ".yaml")),
                    Files.readString(Manifests.file(manifests.example())),
                    "run ops/kubernetes/render");
        }
    }
}
