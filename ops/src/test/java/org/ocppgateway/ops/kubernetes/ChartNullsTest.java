package org.ocppgateway.ops.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ocppgateway.ops.stack.process.ProjectFiles;
import tools.jackson.databind.JsonNode;

/** Values of the chart that are null: Helm removes them together with their default. */
class ChartNullsTest {
    private static final String CHART = "ops/kubernetes/gateway/";

    /** Defaults that are not empty, and yet null means none. */
    private static final Set<String> NONE_IF_NULL = Set.of(
            "topologySpread",
            "monitoring.dashboards.labels.grafana_dashboard",
            "resources.requests.cpu",
            "resources.requests.memory");

    /** A message of the chart or of its schema, which names the value. */
    private static final Pattern REFUSAL =
            Pattern.compile("must not be null|missing property|chargePoints\\.|api\\.ingress", Pattern.DOTALL);

    /** A key of HOCON or YAML that lost its value. */
    private static final Pattern LOST = Pattern.compile("= *$|<no value>|<nil>|: null$", Pattern.MULTILINE);

    @Test
    void everyTemplateBeginsWithTheCheck() throws IOException {
        try (Stream<Path> templates = Files.list(ProjectFiles.file(CHART + "templates"))) {
            for (Path template :
                    templates.filter(file -> !file.toString().endsWith(".tpl")).toList()) {
                assertTrue(
                        Files.readString(template).startsWith("{{- include \"gateway.check\" . -}}\n"),
                        template.toString());
            }
        }
    }

    @Test
    void theCheckOrTheSchemaKnowsEveryValueThatHasADefault() throws IOException {
        String checks = Files.readString(ProjectFiles.file(CHART + "templates/_helpers.tpl"));
        List<String> unknown = paths().filter(path -> !NONE_IF_NULL.contains(path))
                .filter(path -> !checks.contains('"' + path + '"'))
                .filter(path -> !isRequiredBySchema(path))
                .filter(path -> !isEmpty(Manifests.read(CHART + "values.yaml").at("/" + path.replace('.', '/'))))
                .toList();
        assertEquals(List.of(), unknown);
    }

    @Test
    void theCheckNamesOnlyValuesThatExist() throws IOException {
        String checks = Files.readString(ProjectFiles.file(CHART + "templates/_helpers.tpl"));
        String nulls = checks.substring(
                checks.indexOf("define \"gateway.checkNulls\""), checks.indexOf("define \"gateway.refuseNull\""));
        Set<String> named = Pattern.compile("\"([a-z]\\w*(\\.\\w+)*)\"")
                .matcher(nulls)
                .results()
                .map(match -> match.group(1))
                .filter(name -> !name.startsWith("gateway.") && !name.equals("invalid"))
                .collect(Collectors.toCollection(TreeSet::new));
        named.removeAll(paths().collect(Collectors.toSet()));
        assertEquals(Set.of(), named);
    }

    /** Sections count as empty: their members are looked at. */
    private static boolean isEmpty(JsonNode value) {
        return value.isObject()
                || value.isArray() && value.isEmpty()
                || Set.of("", "0", "false").contains(value.asString("?"));
    }

    private static boolean isRequiredBySchema(String path) {
        JsonNode schema = Manifests.read(CHART + "values.schema.json");
        List<String> keys = List.of(path.split("\\."));
        for (String key : keys.subList(0, keys.size() - 1)) {
            schema = schema.path("properties").path(key);
        }
        return schema.path("required")
                .valueStream()
                .anyMatch(name -> name.asString().equals(keys.getLast()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "large"})
    void everyNullHasADefaultOrIsRefusedWithAMessageThatNamesTheValue(String example) throws Exception {
        Helm.assumeOnPath("ChartNullsTest.everyNullHasADefaultOrIsRefusedWithAMessageThatNamesTheValue");
        List<String> wrong = new ArrayList<>();
        for (String path : paths().toList()) {
            Helm.Rendering rendering = Helm.render(example, path + "=null");
            boolean right = rendering.status() == 0
                    ? !LOST.matcher(rendering.text()).find()
                    : REFUSAL.matcher(rendering.text()).find()
                            && !rendering.text().contains("nil pointer");
            if (!right) {
                wrong.add(path + ": " + rendering.text());
            }
        }
        assertEquals(List.of(), wrong);
    }

    /** The paths of all values, sections before their members. */
    private static Stream<String> paths() {
        List<String> paths = new ArrayList<>();
        add(Manifests.read(CHART + "values.yaml"), "", paths);
        return paths.stream();
    }

    private static void add(JsonNode values, String prefix, List<String> paths) {
        values.properties().forEach(entry -> {
            paths.add(prefix + entry.getKey());
            add(entry.getValue(), prefix + entry.getKey() + ".", paths);
        });
    }
}
