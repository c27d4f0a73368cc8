package org.ocppgateway.ops.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ocppgateway.ops.stack.process.JavaCommand;
import org.ocppgateway.ops.stack.process.ProjectFiles;
import tools.jackson.databind.JsonNode;

/** The gateway accepts the configuration that the chart renders, and that of compose.yaml, with the variables of the container. */
class RenderedConfigurationIT {
    private static final int WRONG_CONFIGURATION = 78;
    private static final String TOKENS =
            "gateway.admin.tokens = [{ name = \"ops\", role = write, sha256 = \"" + "ab".repeat(32) + "\" }]";

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("org.ocppgateway.ops.kubernetes.Manifests#all")
    void theGatewayAcceptsIt(Manifests manifests) throws Exception {
        assertEquals(0, check(variables(manifests), manifests.configuration()));
    }

    @ParameterizedTest
    @MethodSource("org.ocppgateway.ops.kubernetes.Manifests#all")
    void theGatewayRefusesAnUnknownKeyInIt(Manifests manifests) throws Exception {
        assertEquals(
                WRONG_CONFIGURATION,
                check(variables(manifests), manifests.configuration() + "\ngateway.stop-timeoutt = 1 s\n"));
    }

    @Test
    void theGatewayAcceptsThatOfCompose() throws Exception {
        JsonNode compose = Manifests.read("ops/compose.yaml");
        JsonNode gateway = compose.path("services").path("gateway");
        Map<String, String> variables = new HashMap<>();
        gateway.path("environment")
                .properties()
                .forEach(variable ->
                        variables.put(variable.getKey(), variable.getValue().asString()));
        assertEquals(
                0,
                check(
                        variables,
                        compose.path("configs").path("gateway").path("content").asString()));
        assertTrue(gateway.path("read_only").asBoolean());
        assertEquals("[\"ALL\"]", gateway.path("cap_drop").toString());
        compose.path("services")
                .forEach(service -> service.path("ports")
                        .forEach(port -> assertTrue(port.asString().startsWith("127.0.0.1:"), port + " is open")));
    }

    /** A field or a secret, as Kubernetes would resolve it, is a word. */
    private static Map<String, String> variables(Manifests manifests) {
        Map<String, String> variables = new HashMap<>();
        manifests
                .container()
                .path("env")
                .forEach(variable -> variables.put(
                        variable.path("name").asString(), variable.path("value").asString("gateway-0")));
        return variables;
    }

    /** Returns the exit status. Paths of the image become those of this machine. */
    private int check(Map<String, String> variables, String configuration) throws Exception {
        Path secret = Files.createDirectories(directory.resolve("secret-config"));
        Files.writeString(secret.resolve("gateway.conf"), TOKENS);
        Path file = Files.writeString(
                directory.resolve("gateway.conf"),
                configuration
                        .replace(
                                "/etc/gateway/production.conf",
                                ProjectFiles.file("ops/config/production.conf").toString())
                        .replace("/etc/gateway/secret-config", secret.toString()));
        ProcessBuilder gateway = new ProcessBuilder(JavaCommand.jar(
                        ProjectFiles.file("gateway/target/gateway.jar"),
                        List.of(),
                        List.of("--config", file.toString(), "--check-config")))
                .inheritIO();
        gateway.environment().putAll(variables);
        return gateway.start().waitFor();
    }
}
