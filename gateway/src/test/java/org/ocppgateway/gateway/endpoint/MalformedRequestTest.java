package org.ocppgateway.gateway.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.ocppgateway.gateway.admission.Refusal;

/** Requests that Jetty refuses before the gateway sees them are reported like every other refusal. */
class MalformedRequestTest {
    private static final String UPGRADE =
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: ocpp1.6\r\n\r\n";

    private static EndpointFixture endpoint;

    @BeforeAll
    static void start() throws Exception {
        endpoint = new EndpointFixture();
    }

    @AfterAll
    static void stop() throws Exception {
        endpoint.stop();
    }

    @BeforeEach
    void forget() {
        endpoint.refused.clear();
        endpoint.refusals.clear();
    }

    /** The bytes of a request, the status, and identity, stage and reason of the report. */
    static Stream<Arguments> malformedRequests() {
        String get = "GET /ocpp/CP-1 HTTP/1.1\r\nHost: localhost\r\n";
        return Stream.of(
                Arguments.of("GET\r\n\r\n", 400, "null headers", "malformed-request"),
                Arguments.of("GET /ocpp/CP 1 HTTP/1.1\r\n" + UPGRADE, 400, "null headers", "malformed-request"),
                Arguments.of(
                        "GET /ocpp/a%zz HTTP/1.1\r\nHost: a\r\n" + UPGRADE, 400, "null headers", "malformed-request"),
                Arguments.of(
                        "GET /ocpp/" + "x".repeat(9000) + " HTTP/1.1\r\n",
                        414,
                        "null headers",
                        "request-target-too-long"),
                Arguments.of(get + "X-Long: " + "x".repeat(9000) + "\r\n", 431, "CP-1 headers", "headers-too-large"),
                Arguments.of(get + "X-Many: 1\r\n".repeat(200) + UPGRADE, 431, "null headers", "too-many-headers"),
                Arguments.of(
                        "GET /ocpp/CP-1 HTTP/1.1\r\nHost: a:b:c\r\n" + UPGRADE,
                        400,
                        "CP-1 headers",
                        "malformed-request"),
                Arguments.of("GET /ocpp/CP-1 HTTP/1.1\r\n" + UPGRADE, 400, "CP-1 headers", "malformed-request"),
                Arguments.of(
                        "GET /ocpp/CP-1 HTTP/1.1\r\nHost: a\r\nHost: b\r\n" + UPGRADE,
                        400,
                        "CP-1 headers",
                        "malformed-request"),
                Arguments.of(get + "Content-Length: x\r\n" + UPGRADE, 400, "CP-1 headers", "malformed-request"),
                Arguments.of(get + "Bad Header\r\n" + UPGRADE, 400, "CP-1 headers", "malformed-request"),
                Arguments.of("\u0016\u0003\u0001\u0002\u0000\u0001", 400, "null tls", "tls-on-a-plain-port"),
                Arguments.of("PROXY TCP4 192.0.2.1 192.0.2.2 1 2\r\n", 400, "null headers", "malformed-request"),
                Arguments.of("GET /ocpp/CP-1 HTTP/3.0\r\n\r\n", 505, "null headers", "http-version-not-supported"),
                Arguments.of("\r\n\r\n\u0000\r\nQUIT\n", 400, "null tcp", "proxy-header"));
    }

    @ParameterizedTest
    @MethodSource("malformedRequests")
    void itIsAnsweredAndReportedOnceWithAReasonAndASuggestion(
            String request, int status, String identityAndStage, String reason) throws Exception {
        try (RawClient client = endpoint.client()) {
            client.write(request.getBytes(StandardCharsets.ISO_8859_1));
            String answer = client.head();
            assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
        }
        assertEquals(identityAndStage, endpoint.refusals.poll(10, TimeUnit.SECONDS));
        Refusal refused = Objects.requireNonNull(endpoint.refused.poll());
        assertEquals(reason, refused.reasonLabel());
        assertEquals(status, refused.status());
        assertNotNull(refused.suggestion(), "suggestion");
        assertNull(endpoint.refused.poll(), "a second report");
    }

    @Test
    void theContentOfARequestIsNotReported() throws Exception {
        try (RawClient client = endpoint.client()) {
            client.write(("GET /ocpp/CP-1 HTTP/1.1\r\nHost: a\r\nAuthorization: Basic c2VjcmV0\u0001\r\n" + UPGRADE)
                    .getBytes(StandardCharsets.ISO_8859_1));
            assertTrue(client.head().startsWith("HTTP/1.1 400 "));
        }
        Refusal refused = Objects.requireNonNull(endpoint.refused.poll(10, TimeUnit.SECONDS));
        assertTrue(!refused.toString().contains("c2VjcmV0"), refused.toString());
    }

    @Test
    void aProbeOfThePortIsNoRefusal() throws Exception {
        endpoint.client().close();
        try (RawClient client = endpoint.client()) {
            assertTrue(client.upgrade("/ocpp/CP-1", "Sec-WebSocket-Protocol: ocpp1.6")
                    .startsWith("HTTP/1.1 101 "));
        }
        assertNull(endpoint.refused.poll());
    }
}
