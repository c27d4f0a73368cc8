package org.ocppgateway.ops.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.ops.certificates.DevelopmentCa;
import org.ocppgateway.ops.certificates.DevelopmentCa.PemFiles;
import org.ocppgateway.ops.e2e.ClientTls;
import org.ocppgateway.ops.e2e.TlsListener;
import org.ocppgateway.ops.stack.process.Ports;

/** Security profiles 0 to 3 over TLS, with entries of an HTTP service. */
class SecurityProfileIT {
    private static final String HASH =
            "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
    private static final String PASSWORD = "password";

    @TempDir
    static Path directory = Path.of("");

    private static DevelopmentCa authority;
    private static HttpServer service;
    private static Rig rig;
    private static URI secure = URI.create("wss://127.0.0.1");

    @BeforeAll
    static void start() throws Exception {
        authority = DevelopmentCa.open(directory.resolve("ca"), InstantSource.system());
        PemFiles server = authority.server(List.of("127.0.0.1")).getLast();
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", exchange -> {
            String id = exchange.getRequestURI().getPath().substring(1);
            String entry = entry(id);
            exchange.sendResponseHeaders(entry.isEmpty() ? 404 : 200, entry.isEmpty() ? -1 : entry.length());
            exchange.getResponseBody().write(entry.getBytes(UTF_8));
            exchange.close();
        });
        service.start();
        int port = Ports.free();
        secure = URI.create("wss://127.0.0.1:" + port + "/ocpp");
        rig = Rig.start(
                directory,
                1,
                """
            gateway.security {
              required-profile = 1
              credentials.redis = false
              credentials.http { url = "http://127.0.0.1:%d", timeout = 30 s }
            }
            """.formatted(service.getAddress().getPort())
                        + TlsListener.wantingCertificates(port, server, authority.certificate()));
    }

    @AfterAll
    static void stop() {
        rig.close();
        service.stop(0);
    }

    /** The profile of an entry is the last character of the identity. */
    private static String entry(String id) {
        if (id.equals("serial-3")) {
            return "{\"profile\":3,\"certificateSubject\":\"SN-1\"}";
        }
        return id.startsWith("unknown")
                ? ""
                : "{\"profile\":%s,\"passwordHash\":\"%s\"}".formatted(id.substring(id.length() - 1), HASH);
    }

    @Test
    @DisplayName("profiles 1 and 2: the password over ws and wss; profile 2 is refused over ws")
    void aPasswordIsAcceptedOverTheTransportOfItsProfile() throws Exception {
        HttpClient tls = client(null);
        RawChargePoint.connect(plain(), "one-1", "one-1", PASSWORD).close();
        RawChargePoint.connect(tls, secure, "one-1", "one-1", PASSWORD).close();
        RawChargePoint.connect(tls, secure, "two-2", "two-2", PASSWORD).close();
        assertEquals(401, refused(tls, secure, "two-2", "wrong"));
        assertEquals(403, refused(HttpClient.newHttpClient(), plain(), "two-2", PASSWORD));
        assertEquals("tls-required", lastReason("two-2"));
        assertEquals(404, refused(tls, secure, "unknown-2", PASSWORD));
    }

    @Test
    @DisplayName("profile 3: the certificate has to be of this charge point")
    void aCertificateIsAcceptedOnlyForItsChargePoint() throws Exception {
        HttpClient owner = client(authority.station("three-3"));
        RawChargePoint.connect(owner, secure, "three-3", "three-3", PASSWORD).close();
        assertEquals(403, refused(owner, secure, "other-3", PASSWORD));
        assertEquals("certificate-mismatch", lastReason("other-3"));
        assertEquals(403, refused(client(null), secure, "three-3", PASSWORD));
        assertEquals("certificate-required", lastReason("three-3"));
    }

    @Test
    @DisplayName("a certificate of another authority is found in the refusals by its common name")
    void aTlsRefusalIsListedUnderTheNameOfTheCertificate() throws Exception {
        DevelopmentCa other = DevelopmentCa.open(directory.resolve("other-ca"), InstantSource.system());
        HttpClient stranger = client(other.station("stranger-3"));
        assertThrows(
                Exception.class, () -> RawChargePoint.connect(stranger, secure, "stranger-3", "stranger-3", PASSWORD));
        assertEquals("client-certificate-refused", lastReason("stranger-3"));
    }

    @Test
    @DisplayName("profile 3: a BootNotification with another serial number than the certificate ends the connection")
    void aSerialNumberThatDiffersFromTheCertificateEndsTheConnection() throws Exception {
        HttpClient owner = client(authority.station("SN-1"));
        RawChargePoint chargePoint = RawChargePoint.connect(owner, secure, "serial-3", "ocpp2.0.1");
        chargePoint.call("BootNotification", boot("SN-1"));
        chargePoint.sendCall("BootNotification", boot("SN-2"));
        assertEquals(1008, chargePoint.awaitClosed());
        rig.backend().awaitEvent("serial-3", "security.event");
    }

    private static String boot(String serialNumber) {
        return "{\"reason\":\"PowerUp\",\"chargingStation\":{\"vendorName\":\"V\",\"model\":\"M\",\"serialNumber\":\"%s\"}}"
                .formatted(serialNumber);
    }

    private static URI plain() {
        return rig.gateway(0).endpoint();
    }

    private static int refused(HttpClient client, URI endpoint, String id, String password) {
        return assertThrows(
                        RawChargePoint.Refused.class, () -> RawChargePoint.connect(client, endpoint, id, id, password))
                .status();
    }

    private static String lastReason(String id) throws InterruptedException {
        await("a refusal of " + id)
                .atMost(RawChargePoint.TIMEOUT)
                .until(() -> !reasons(id).isEmpty());
        return reasons(id).getFirst();
    }

    private static List<String> reasons(String id) throws InterruptedException {
        HttpResponse<String> answer = rig.get(0, "/api/v1/refusals?id=" + id);
        Iterable<JsonElement> items =
                JsonParser.parseString(answer.body()).getAsJsonObject().getAsJsonArray("items");
        return StreamSupport.stream(items.spliterator(), false)
                .map(item -> item.getAsJsonObject().get("reason").getAsString())
                .toList();
    }

    /** @param station certificate of the client; null for none */
    private static HttpClient client(@Nullable PemFiles station) throws Exception {
        return HttpClient.newBuilder()
                .sslContext(ClientTls.context(authority.certificate(), station))
                .build();
    }
}
