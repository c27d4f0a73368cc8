package org.ocppgateway.gateway.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.audit.AuditRecord;

class ApiHandlerTest {
    private static final String READ_TOKEN = "read-token-1234567890";
    private static final String WRITE_TOKEN = "write-token-123456789";
    private static final List<ApiToken> TOKENS = List.of(
            new ApiToken("unused", ApiRole.READ, "0".repeat(64)),
            new ApiToken("writer", ApiRole.WRITE, ApiAccess.sha256(WRITE_TOKEN)),
            new ApiToken("reader", ApiRole.READ, ApiAccess.sha256(READ_TOKEN)));

    private final AuditLog audit = new AuditLog(
            new PodId("gateway-0"), new TestAuditStore(), InstantSource.system(), new PrometheusRegistry());
    private final List<JsonObject> bodies = new ArrayList<>();
    private final List<Server> servers = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (Server server : servers) {
            server.stop();
        }
    }

    @Test
    void withoutTokensThisMachineMayCall() throws Exception {
        assertEquals(200, call(List.of(), "GET /api/v1/things/1", "Host: localhost:1"));
        assertEquals(200, call(List.of(), "GET /api/v1/things/1", "Host: 127.0.0.1"));
        assertEquals(200, call(List.of(), "GET /api/v1/things/1", "Host: [::1]:8081"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: evil.example",
                "Host: localhost|X-Forwarded-For: 127.0.0.1",
                "Host: localhost|X-Forwarded-Proto: https",
                "Host: localhost|Forwarded: for=127.0.0.1",
                "Host: localhost|Origin: https://evil.example",
                "Host: localhost|Origin: null",
                "Host: localhost|Sec-Fetch-Site: cross-site"
            })
    void withoutTokensOtherHostsForwardedAndForeignRequestsAreForbidden(String headers) throws Exception {
        assertEquals(403, call(List.of(), "GET /api/v1/things/1", headers.split("\\|")));
    }

    @Test
    void withTokensEveryCallerNeedsOne() throws Exception {
        assertEquals(401, call(TOKENS, "GET /api/v1/things/1", "Host: localhost"));
        assertEquals(401, call(TOKENS, "GET /api/v1/things/1", "Host: x", "Authorization: Bearer wrong"));
        assertEquals(401, call(TOKENS, "GET /api/v1/things/1", "Host: x", "Authorization: Basic " + READ_TOKEN));
        assertEquals(200, call(TOKENS, "GET /api/v1/things/1", "Host: x", "Authorization: bearer " + READ_TOKEN));
        assertEquals(
                403,
                call(
                        TOKENS,
                        "GET /api/v1/things/1",
                        "Host: x",
                        "Authorization: Bearer " + READ_TOKEN,
                        "Origin: https://evil.example"));
    }

    @Test
    void aChangeNeedsTheRoleWriteAndIsAudited() throws Exception {
        String json = "Content-Type: application/json";
        assertEquals(
                403, call(TOKENS, "PUT /api/v1/things/1 {}", "Host: x", "Authorization: Bearer " + READ_TOKEN, json));
        assertEquals(List.of(), audit.page(null, 10).records());
        assertEquals(
                200,
                call(
                        TOKENS,
                        "PUT /api/v1/things/a%20b {\"n\":1}",
                        "Host: x",
                        "Authorization: Bearer " + WRITE_TOKEN,
                        json));
        AuditRecord entry = audit.page(null, 10).records().getFirst();
        assertEquals(
                "writer PUT /api/v1/things/a%20b 200",
                entry.caller() + " " + entry.method() + " " + entry.path() + " " + entry.status());
        assertEquals("{\"n\":1}", bodies.getFirst().toString());
    }

    @Test
    void aFailedChangeIsAuditedWithItsStatus() throws Exception {
        assertEquals(409, call(List.of(), "PUT /api/v1/things/conflict", "Host: localhost"));
        assertEquals(409, audit.page(null, 1).records().getFirst().status());
    }

    @Test
    void aBodyMustBeAJsonObjectOfLimitedSize() throws Exception {
        String host = "Host: localhost";
        assertEquals(415, call(List.of(), "PUT /api/v1/things/1 {}", host));
        assertEquals(415, call(List.of(), "PUT /api/v1/things/1 {}", host, "Content-Type: text/plain"));
        assertEquals(400, call(List.of(), "PUT /api/v1/things/1 []", host, "Content-Type: application/json"));
        for (String malformed :
                List.of("{\"a\"", "{a:1}", "{'a':1}", "{\"a\":NaN}", "{\"a\":1}{}", "{\"a\":1}x", "{\"a\":[1,]}")) {
            assertEquals(
                    400,
                    call(List.of(), "PUT /api/v1/things/1 " + malformed, host, "Content-Type: application/json"),
                    malformed);
        }
        assertEquals(
                413,
                call(
                        List.of(),
                        "PUT /api/v1/things/1 {\"a\":\"" + "x".repeat(300_000) + "\"}",
                        host,
                        "Content-Type: application/json"));
    }

    @Test
    void errorsAreProblemDocuments() throws Exception {
        int port = start(List.of());
        String answer = answer(port, "GET /api/v1/nothing", "Host: localhost");
        assertTrue(answer.contains("Content-Type: application/problem+json"), answer);
        JsonObject problem = JsonParser.parseString(answer.substring(answer.indexOf("\r\n\r\n")))
                .getAsJsonObject();
        assertEquals(404, problem.get("status").getAsInt());
        assertEquals("Not found", problem.get("title").getAsString());
        String notAllowed = answer(port, "DELETE /api/v1/things/1", "Host: localhost");
        assertEquals(405, status(notAllowed));
        assertTrue(notAllowed.contains("Allow: GET, PUT"), notAllowed);
        String exact = answer(port, "GET /api/v1/things/import", "Host: localhost");
        assertEquals(405, status(exact), "a path without variables takes precedence");
        assertTrue(exact.contains("Allow: POST\r\n"), exact);
        assertEquals(400, status(answer(port, "GET /api/v1/things/1?limit=0", "Host: localhost")));
    }

    @Test
    void theDescriptionNeedsNoToken() throws Exception {
        int port = start(TOKENS);
        String answer = answer(port, "GET /api/openapi.yaml", "Host: anything");
        assertEquals(200, status(answer));
        assertTrue(answer.contains("openapi: 3.1.0"));
    }

    private int call(List<ApiToken> tokens, String requestLine, String... headers) throws Exception {
        return status(answer(start(tokens), requestLine, headers));
    }

    private static int status(String answer) {
        return Integer.parseInt(answer.split(" ", 3)[1]);
    }

    private int start(List<ApiToken> tokens) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new ApiHandler(
                tokens,
                List.of(
                        new ApiRoute("GET", "/things/{id}", request -> {
                            request.limit();
                            return ApiResponse.ok(new JsonObject());
                        }),
                        new ApiRoute("POST", "/things/import", request -> ApiResponse.noContent()),
                        new ApiRoute("PUT", "/things/{id}", request -> {
                            if (request.variable("id").equals("conflict")) {
                                throw ApiProblem.conflict("no");
                            }
                            bodies.add(request.body());
                            return ApiResponse.ok(new JsonObject());
                        })),
                audit,
                new PrometheusRegistry()));
        server.start();
        servers.add(server);
        return connector.getLocalPort();
    }

    /** Sends method, target and body of {@code requestLine}, separated by blanks, with these headers. */
    private static String answer(int port, String requestLine, String... headers) throws IOException {
        String[] parts = requestLine.split(" ", 3);
        String body = parts.length > 2 ? parts[2] : "";
        StringBuilder request = new StringBuilder(parts[0] + " " + parts[1] + " HTTP/1.1\r\nConnection: close\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        request.append("Content-Length: ")
                .append(body.length())
                .append("\r\n\r\n")
                .append(body);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
