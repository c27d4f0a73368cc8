package org.ocppgateway.ops.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kubernetes.client.util.Yaml;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The committed rendering of the chart: a strict loader reads it, and it has what such a loader does not ask for. */
class RenderedManifestsTest {
    /** Kinds without a model in the Kubernetes client. */
    private static final Set<String> CUSTOM = Set.of("ServiceMonitor", "PrometheusRule");

    private static final Pattern STOP_TIMEOUT = Pattern.compile("stop-timeout = (\\d+) s");
    private static final Pattern SECRET_NAME = Pattern.compile(".*(PASSWORD|JAAS|USER|SECRET|TOKEN).*");

    @ParameterizedTest
    @MethodSource("org.ocppgateway.ops.kubernetes.Manifests#all")
    void everyDocumentHasOnlyFieldsAndTypesOfItsKind(Manifests manifests) throws IOException {
        List<String> kinds = new ArrayList<>();
        for (JsonNode document : manifests.documents()) {
            String kind = document.path("kind").asString();
            kinds.add(kind);
            if (!CUSTOM.contains(kind)) {
                // JSON is YAML.
                Yaml.load(document.toString());
            }
        }
        assertTrue(
                kinds.containsAll(List.of(
                        "StatefulSet",
                        "Service",
                        "ConfigMap",
                        "PodDisruptionBudget",
                        "NetworkPolicy",
                        "ServiceAccount")),
                kinds.toString());
    }

    @Test
    void theLoaderRefusesAnUnknownField() throws IOException {
        String broken = Manifests.all()
                .findFirst()
                .orElseThrow()
                .only("StatefulSet")
                .toString()
                .replace("\"minReadySeconds\"", "\"minReadySecond\"");
        assertThrows(RuntimeException.class, () -> Yaml.load(broken));
    }

    @ParameterizedTest
    @MethodSource("org.ocppgateway.ops.kubernetes.Manifests#all")
    void noProbeRestartsAPodForTheOutageOfADependency(Manifests manifests) {
        JsonNode container = manifests.container();
        assertEquals("/health/live", path(container, "livenessProbe"));
        assertEquals("/health/live", path(container, "startupProbe"));
        assertEquals("/health/ready", path(container, "readinessProbe"));
        boolean tls = manifests.configuration().contains("admin.tls");
        for (String probe : List.of("livenessProbe", "startupProbe", "readinessProbe")) {
            JsonNode http = container.path(probe).path("httpGet");
            assertEquals("admin", http.path("port").asString());
            assertEquals(tls ? "HTTPS" : "HTTP", http.path("scheme").asString());
        }
        int startLimit = container.path("startupProbe").path("failureThreshold").asInt()
                * container.path("startupProbe").path("periodSeconds").asInt();
        assertTrue(startLimit > 60, "the start may wait 30 s for Kafka");
        assertTrue(container.path("lifecycle").isMissingNode(), "the image has no shell for hooks");
    }

    private static String path(JsonNode container, String probe) {
        return container.path(probe).path("httpGet").path("path").asString();
    }

    @ParameterizedTest
    @MethodSource("org.ocppgateway.ops.kubernetes.Manifests#all")
    void kubernetesKillsAPodTenSecondsAfterItsStopTimeout(Manifests manifests) {
        Matcher stop = STOP_TIMEOUT.matcher(manifests.configuration());
        assertTrue(stop.find());
        assertEquals(
                Integer.parseInt(stop.group(1)) + 10,
                manifests
                        .pod()
                        .path("spec")
                        .path("terminationGracePeriodSeconds")
                        .asInt());
    }

    @ParameterizedTest
    @MethodSource("org.ocppgateway.ops.kubernetes.Manifests#all")
    void everySelectorFindsThePodsAndEveryPortExists(Manifests manifests) {
        JsonNode labels = manifests.pod().path("metadata").path("labels");
        Set<String> ports = new TreeSet<>();
        manifests
                .container()
                .path("ports")
                .forEach(port -> ports.add(port.path("name").asString()));
        manifests.ofKind("Service").forEach(service -> {
            assertSelects(service.path("spec").path("selector"), labels, service);
            service.path("spec").path("ports").forEach(port -> assertPort(port.path("targetPort"), ports, service));
        });
        assertSelects(matchLabels(manifests.only("StatefulSet"), "selector"), labels, manifests.only("StatefulSet"));
        assertSelects(
                matchLabels(manifests.only("PodDisruptionBudget"), "selector"),
                labels,
                manifests.only("PodDisruptionBudget"));
        JsonNode policy = manifests.only("NetworkPolicy");
        assertSelects(matchLabels(policy, "podSelector"), labels, policy);
        policy.path("spec")
                .path("ingress")
                .forEach(rule -> rule.path("ports").forEach(port -> assertPort(port.path("port"), ports, policy)));
        manifests
                .pod()
                .path("spec")
                .path("topologySpreadConstraints")
                .forEach(spread -> assertSelects(spread.path("labelSelector").path("matchLabels"), labels, spread));
        String headless =
                manifests.only("StatefulSet").path("spec").path("serviceName").asString();
        assertTrue(manifests
                .ofKind("Service")
                .anyMatch(service -> name(service).equals(headless)
                        && service.path("spec").path("clusterIP").asString("").equals("None")));
    }

    private static JsonNode matchLabels(JsonNode document, String selector) {
        return document.path("spec").path(selector).path("matchLabels");
    }

    private static void assertSelects(JsonNode selector, JsonNode labels, JsonNode document) {
        assertFalse(selector.isEmpty(), "no selector in " + document);
        selector.properties()
                .forEach(entry -> assertEquals(entry.getValue(), labels.path(entry.getKey()), document.toString()));
    }

    private static void assertPort(JsonNode port, Set<String> ports, JsonNode document) {
        assertTrue(ports.contains(port.asString()), port + " in " + name(document) + ", but the pod has " + ports);
    }

    private static String name(JsonNode document) {
        return document.path("metadata").path("name").asString("");
    }

    @ParameterizedTest
    @MethodSource("org.ocppgateway.ops.kubernetes.Manifests#all")
    void thePodHasNoPrivilegeAndWritesNothing(Manifests manifests) {
        JsonNode pod = manifests.pod().path("spec");
        assertTrue(pod.path("securityContext").path("runAsNonRoot").asBoolean());
        assertEquals(65532, pod.path("securityContext").path("runAsUser").asInt());
        assertEquals(
                "RuntimeDefault",
                pod.path("securityContext").path("seccompProfile").path("type").asString());
        assertFalse(pod.path("automountServiceAccountToken").asBoolean(true));
        assertFalse(pod.path("enableServiceLinks").asBoolean(true));
        for (String key : List.of("hostNetwork", "hostPID", "hostIPC")) {
            assertTrue(pod.path(key).isMissingNode(), key);
        }
        JsonNode container = manifests.container().path("securityContext");
        assertTrue(container.path("readOnlyRootFilesystem").asBoolean());
        assertFalse(container.path("allowPrivilegeEscalation").asBoolean(true));
        assertEquals("[\"ALL\"]", container.path("capabilities").path("drop").toString());
        assertEquals(Set.of(), kinds(manifests, "Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding"));
    }

    private static Set<String> kinds(Manifests manifests, String... kinds) {
        return manifests.documents().stream()
                .map(document -> document.path("kind").asString())
                .filter(Set.of(kinds)::contains)
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @MethodSource("org.ocppgateway.ops.kubernetes.Manifests#all")
    void noSecretIsInADocument(Manifests manifests) {
        assertEquals(Set.of(), kinds(manifests, "Secret"));
        manifests.container().path("env").forEach(variable -> {
            if (SECRET_NAME.matcher(variable.path("name").asString()).matches()) {
                JsonNode reference = variable.path("valueFrom").path("secretKeyRef");
                assertFalse(reference.path("name").asString("").isEmpty(), variable.toString());
                assertFalse(reference.path("key").asString("").isEmpty(), variable.toString());
            }
        });
        assertFalse(Pattern.compile("(?i)password|sha256 ?=|jaas")
                .matcher(manifests.configuration())
                .find());
    }

    @ParameterizedTest
    @MethodSource("org.ocppgateway.ops.kubernetes.Manifests#all")
    void memoryIsReservedAndProcessorsAreNotLimited(Manifests manifests) {
        JsonNode resources = manifests.container().path("resources");
        assertEquals(
                resources.path("requests").path("memory"),
                resources.path("limits").path("memory"));
        assertFalse(resources.path("requests").path("cpu").isMissingNode());
        assertTrue(resources.path("limits").path("cpu").isMissingNode(), "a throttled pod renews its lease late");
    }

    @ParameterizedTest
    @MethodSource("org.ocppgateway.ops.kubernetes.Manifests#all")
    void everyMountHasAVolumeAndEveryVolumeIsReadOnly(Manifests manifests) {
        Set<String> volumes = new TreeSet<>();
        manifests
                .pod()
                .path("spec")
                .path("volumes")
                .forEach(volume -> volumes.add(volume.path("name").asString()));
        Set<String> mounted = new TreeSet<>();
        manifests.container().path("volumeMounts").forEach(mount -> {
            mounted.add(mount.path("name").asString());
            assertTrue(
                    mount.path("readOnly").asBoolean(false)
                            || mount.path("mountPath").asString().equals("/tmp"),
                    mount.toString());
        });
        assertEquals(volumes, mounted);
    }

    @ParameterizedTest
    @MethodSource("org.ocppgateway.ops.kubernetes.Manifests#all")
    void chargePointsConnectOnLayer4WithTheirOwnAddress(Manifests manifests) {
        JsonNode service = manifests
                .ofKind("Service")
                .filter(each -> each.path("spec").path("type").asString("").equals("LoadBalancer"))
                .findFirst()
                .orElseThrow()
                .path("spec");
        assertEquals("Local", service.path("externalTrafficPolicy").asString());
        service.path("ports")
                .forEach(port -> assertTrue(
                        Set.of("ws", "wss").contains(port.path("name").asString()), "the admin port stays inside"));
    }

    @ParameterizedTest
    @MethodSource("org.ocppgateway.ops.kubernetes.Manifests#all")
    void theIngressShowsTheApiAndTheConsoleOnly(Manifests manifests) {
        manifests.ofKind("Ingress").forEach(ingress -> {
            Set<String> paths = new TreeSet<>();
            ingress.path("spec")
                    .path("rules")
                    .forEach(rule -> rule.path("http")
                            .path("paths")
                            .forEach(path -> paths.add(path.path("path").asString())));
            assertEquals(Set.of("/api", "/console"), paths);
            assertFalse(ingress.path("spec").path("tls").isEmpty(), "tokens need TLS");
        });
    }

    @ParameterizedTest
    @MethodSource("org.ocppgateway.ops.kubernetes.Manifests#all")
    void anAutoscalerOwnsTheNumberOfPods(Manifests manifests) {
        boolean scaled = manifests.ofKind("HorizontalPodAutoscaler").findAny().isPresent();
        assertEquals(
                scaled,
                manifests.only("StatefulSet").path("spec").path("replicas").isMissingNode());
        assertEquals(
                1,
                manifests
                        .only("PodDisruptionBudget")
                        .path("spec")
                        .path("maxUnavailable")
                        .asInt());
    }
}
