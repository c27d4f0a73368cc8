package org.ocppgateway.gateway.endpoint;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ocppgateway.gateway.admission.Refusal;
import org.ocppgateway.protocol.ChargePointId;

class HandshakeTest {
    private static final String OCPP16 = "Sec-WebSocket-Protocol: ocpp1.6";
    // One endpoint per test: a connection of an earlier test could still open after that test has ended.
    private EndpointFixture endpoint;

    @BeforeEach
    void start() throws Exception {
        endpoint = new EndpointFixture();
    }

    @AfterEach
    void stop() throws Exception {
        endpoint.stop();
    }

    @ParameterizedTest
    @CsvSource({
        "/ocpp/CP-1, CP-1",
        "/ws/CP-1, CP-1",
        "/ocpp/RDAM%20123, RDAM 123",
        "/ocpp/RDAM%7C123, RDAM|123",
        "/ocpp/RDAM|123, RDAM|123",
        "/ocpp/a+b, a+b",
        "///ocpp///CP-1, CP-1",
        "/ocpp/CP-1/, CP-1",
        "/ocpp/some/tenant/CP-1, CP-1",
        "/ocpp/CP-1?token=secret, CP-1",
        "http://somewhere.example/ocpp/CP-1, CP-1"
    })
    void theIdentityIsTheLastSegmentDecodedOnce(String path, String identity) throws Exception {
        try (RawClient client = endpoint.client()) {
            assertStatus(101, client.upgrade(path, OCPP16));
            assertEquals(new ChargePointId(identity), endpoint.opened.poll(60, TimeUnit.SECONDS));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/ocpp",
                "/ocpp/",
                "/other/CP-1",
                "/CP-1",
                "/ocpp/a%2Fb",
                "/ocpp/a%2fb",
                "/ocpp/..",
                "/ocpp/%2e%2e",
                "/ocpp/a:b",
                "/ocpp/a%3Ab",
                "/ocpp/a%0d%0ab",
                "/ocpp/%20a",
                "/ocpp/%C3%A4",
                "/ocpp/%C3",
                "/ocpp/1234567890123456789012345678901234567890123456789"
            })
    void aBadIdentityIsNotFound(String path) throws Exception {
        try (RawClient client = endpoint.client()) {
            assertStatus(404, client.upgrade(path, OCPP16));
        }
        assertEquals(0, endpoint.connections.count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ocpp/a%00b", "/ocpp/a%zz", "/ocpp/a%4"})
    void aPathWithInvalidEscapesIsABadRequest(String path) throws Exception {
        try (RawClient client = endpoint.client()) {
            assertStatus(400, client.upgrade(path, OCPP16));
        }
    }

    @Test
    void aPlainRequestIsAnsweredWithUpgradeRequired() throws Exception {
        try (RawClient client = endpoint.client()) {
            String answer = client.request("GET /ocpp/CP-1 HTTP/1.1\nHost: localhost\n\n");
            assertStatus(426, answer);
            assertTrue(answer.contains("Upgrade: websocket"), answer);
        }
        try (RawClient client = endpoint.client()) {
            assertStatus(426, client.request("POST /ocpp/CP-1 HTTP/1.1\nHost: localhost\nContent-Length: 0\n\n"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "ocpp1.6; ocpp1.6",
                "ocpp2.0.1, ocpp1.6; ocpp2.0.1",
                "ocpp1.6,ocpp2.0.1; ocpp1.6",
                "ocpp2.0, ocpp1.5, ocpp1.6; ocpp1.6",
                "ocpp2.1, ocpp2.0.1; ocpp2.0.1",
                "OCPP1.6; OCPP1.6",
                "oCpp2.0.1, ocpp1.6; oCpp2.0.1",
                "ocpp1.6j; ocpp1.6j",
                "OCPP1.6J, ocpp1.6; OCPP1.6J",
                "ocpp-next, ocpp1.6j; ocpp1.6j"
            })
    void theFirstSupportedSubprotocolIsSelected(String offered, String chosen) throws Exception {
        try (RawClient client = endpoint.client()) {
            String answer = client.upgrade("/ocpp/CP-1", "Sec-WebSocket-Protocol: " + offered);
            assertStatus(101, answer);
            assertTrue(answer.contains("Sec-WebSocket-Protocol: " + chosen + "\r\n"), answer);
        }
    }

    @Test
    void subprotocolsMayComeInSeveralHeaders() throws Exception {
        try (RawClient client = endpoint.client()) {
            String answer = client.upgrade(
                    "/ocpp/CP-1", "Sec-WebSocket-Protocol: ocpp1.5", "Sec-WebSocket-Protocol: ocpp2.0.1, ocpp1.6");
            assertTrue(answer.contains("Sec-WebSocket-Protocol: ocpp2.0.1\r\n"), answer);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sec-WebSocket-Protocol: ocpp1.5",
                "Sec-WebSocket-Protocol: ocpp-next",
                "Sec-WebSocket-Protocol: ocpp1.6 j",
                "X-Nothing: offered"
            })
    void withoutACommonSubprotocolTheHandshakeIsCompletedAndThenClosed(String header) throws Exception {
        try (RawClient client = endpoint.client()) {
            String answer = client.upgrade("/ocpp/CP-1", header);
            assertStatus(101, answer);
            assertFalse(answer.contains("Sec-WebSocket-Protocol"), answer);
            RawClient.Received close = client.read();
            assertEquals(8, close.opcode());
            assertEquals(1002, close.closeCode());
            assertTrue(client.ended());
        }
    }

    @Test
    void aPathPrefixMayHaveADefaultVersionForClientsWithoutSubprotocol() throws Exception {
        try (RawClient client = endpoint.client()) {
            String answer = client.upgrade("/old/CP-1");
            assertStatus(101, answer);
            assertFalse(answer.contains("Sec-WebSocket-Protocol"), answer);
            client.text("hello");
            assertEquals("1.6:hello", client.read().text());
        }
    }

    @Test
    void compressionIsNotNegotiated() throws Exception {
        try (RawClient client = endpoint.client()) {
            String answer = client.upgrade("/ocpp/CP-1", OCPP16, "Sec-WebSocket-Extensions: permessage-deflate");
            assertStatus(101, answer);
            assertFalse(answer.contains("Sec-WebSocket-Extensions"), answer);
        }
    }

    @Test
    void aBrowserIsRefusedUnlessItsOriginIsAllowed() throws Exception {
        try (RawClient client = endpoint.client()) {
            assertStatus(403, client.upgrade("/ocpp/CP-1", OCPP16, "Origin: https://evil.example"));
        }
        try (RawClient client = endpoint.client()) {
            assertStatus(101, client.upgrade("/ocpp/CP-1", OCPP16, "Origin: https://allowed.example"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org/some/library",
                "https://example.org/",
                "http://192.0.2.7:9000/ocpp/CP-1",
                "ws://192.0.2.7/",
                "file://",
                "file:///firmware/index.html",
                "localhost",
                "websocket-client",
                "",
            })
    void anOriginThatNoBrowserSendsIsAllowed(String origin) throws Exception {
        try (RawClient client = endpoint.client()) {
            assertStatus(101, client.upgrade("/ocpp/CP-1", OCPP16, "Origin: " + origin));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "http://evil.example",
                "HTTPS://evil.example:8443",
                "http://[2001:db8::1]:8080",
                "chrome-extension://abcdefgh",
                "https://allowed.example.evil.example",
                "https://allowed.example https://evil.example",
                "https://allowed.example, https://evil.example",
            })
    void aBrowsersForeignOriginIsRefused(String origin) throws Exception {
        try (RawClient client = endpoint.client()) {
            assertStatus(403, client.upgrade("/ocpp/CP-1", OCPP16, "Origin: " + origin));
        }
    }

    @Test
    void everyOriginHeaderCounts() throws Exception {
        try (RawClient client = endpoint.client()) {
            assertStatus(403, client.upgrade("/ocpp/CP-1", OCPP16, "Origin: file://", "Origin: https://evil.example"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection: upgrade",
                "Connection: UPGRADE",
                "Connection: keep-alive, Upgrade",
                "Connection: Upgrade,keep-alive",
                "connection:keep-alive ,  uPgRaDe  , foo",
                "Connection: keep-alive\nConnection: Upgrade",
            })
    void theConnectionHeaderMayBeAListInAnySpelling(String connection) throws Exception {
        try (RawClient client = endpoint.client()) {
            assertStatus(
                    101,
                    client.request("GET /ocpp/CP-1 HTTP/1.1\nHost: localhost\nUpgrade: WebSocket\n" + connection
                            + "\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\nSec-WebSocket-Version: 13\n" + OCPP16
                            + "\n\n"));
        }
    }

    @Test
    void oversizeHeadersAreRefused() throws Exception {
        try (RawClient client = endpoint.client()) {
            assertStatus(431, client.upgrade("/ocpp/CP-1", OCPP16, "X-Long: " + "x".repeat(9000)));
        }
    }

    @Test
    void tooManyHeadersAreRefused() throws Exception {
        List<String> headers = new ArrayList<>();
        headers.add(OCPP16);
        for (int i = 0; i < 200; i++) {
            headers.add("X-" + i + ": 1");
        }
        try (RawClient client = endpoint.client()) {
            assertStatus(431, client.upgrade("/ocpp/CP-1", headers.toArray(String[]::new)));
        }
    }

    @Test
    void aRefusalIsAnsweredInsteadOfThe101WithRetryAfter() throws Exception {
        endpoint.refusal = Optional.of(Refusal.unavailable("starting"));
        try (RawClient client = endpoint.client()) {
            String answer = client.upgrade("/ocpp/CP-1", OCPP16);
            assertStatus(503, answer);
            assertTrue(answer.matches("(?s).*\r\nRetry-After: ([7-9]|1[0-4])\r\n.*"), answer);
        }
    }

    @Test
    void aConnectionAboveTheMaximumIsClosedAndTheOthersStay() throws Exception {
        try (RawClient first = endpoint.client();
                RawClient second = endpoint.client();
                RawClient third = endpoint.client();
                RawClient fourth = endpoint.client()) {
            first.upgrade("/ocpp/CP-1", OCPP16);
            second.upgrade("/ocpp/CP-2", OCPP16);
            third.upgrade("/ocpp/CP-3", OCPP16);
            await().until(() -> endpoint.connections.count() == 3);
            fourth.upgrade("/ocpp/CP-4", OCPP16);
            assertEquals(1013, fourth.read().closeCode());
            first.text("still here");
            assertEquals("1.6:still here", first.read().text());
        }
    }

    @Test
    void aConnectionWithoutUpgradeIsCut() throws Exception {
        EndpointFixture impatient = EndpointFixture.withShortHandshakeTimeout();
        try (RawClient silent = impatient.client()) {
            assertTrue(silent.ended());
        } finally {
            impatient.stop();
        }
    }

    @Test
    void aSlowHandshakeIsCut() throws Exception {
        EndpointFixture impatient = EndpointFixture.withShortHandshakeTimeout();
        try (RawClient trickling = impatient.client()) {
            trickling.write("GET /ocpp/CP-1 HTTP/1.1\r\nX: ".getBytes(StandardCharsets.US_ASCII));
            await().pollInterval(Duration.ofMillis(50))
                    .untilAsserted(() -> assertThrows(IOException.class, () -> trickling.write(new byte[] {'x'})));
        } finally {
            impatient.stop();
        }
    }

    private static void assertStatus(int expected, String answer) {
        assertTrue(answer.startsWith("HTTP/1.1 " + expected + " "), answer);
    }
}
