package org.ocppgateway.ops.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.ops.certificates.DevelopmentCa;
import org.ocppgateway.ops.certificates.DevelopmentCa.PemFiles;
import org.ocppgateway.ops.e2e.ClientTls;
import org.ocppgateway.ops.e2e.TlsListener;
import org.ocppgateway.ops.stack.process.Ports;
import org.ocppgateway.ops.stack.process.ProjectFiles;

/**
 * "Why can it not connect?" Sixteen misconfigured charge points over real sockets and real TLS. One call of the refusals API explains each, by
 * its identity if the gateway could learn it, otherwise by its address.
 */
class ConnectionRefusalsIT {
    private static final HttpClient API = HttpClient.newHttpClient();
    private static final String PASSWORD = "correct horse";
    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    static Path directory = Path.of("");

    private static DevelopmentCa authority;
    private static DevelopmentCa otherAuthority;
    private static DevelopmentCa wildcard;
    private static Path exampleCa = Path.of("");
    private static Path strangeCa = Path.of("");
    private static Rig rig;
    private static int secure;
    private static int withWildcard;

    @BeforeAll
    static void start() throws Exception {
        authority = DevelopmentCa.open(directory.resolve("ca"), CLOCK);
        otherAuthority = DevelopmentCa.open(directory.resolve("other-ca"), CLOCK);
        wildcard = DevelopmentCa.open(directory.resolve("wildcard-ca"), CLOCK);
        exampleCa = exampleCa("example-ca", "Operator", "WHY-11");
        strangeCa = exampleCa("strange-ca", "Stranger", "WHY-10");
        PemFiles server = authority.server(List.of("127.0.0.1")).getLast();
        PemFiles any = wildcard.server(List.of("*.charging.example")).getLast();
        secure = Ports.free();
        withWildcard = Ports.free();
        rig = Rig.start(
                directory,
                1,
                TlsListener.wantingCertificates(secure, server, authority.certificate(), exampleCa.resolve("root.pem"))
                        + """
            gateway.security.required-profile = 1
            # The first device answers its probe, however long a busy machine stops it.
            gateway.takeover.probe-timeout = 20 s
            gateway.endpoint.listeners.wildcard = ${gateway.endpoint.listeners.wss} {
              port = %d
              tls.certificates = [%s]
            }
            """.formatted(withWildcard, any.hocon()));
        createEntries();
    }

    private static void createEntries() throws IOException, InterruptedException {
        // The last two digits of an identity are the number of its client. Client 1 has an entry; it sends another
        // identity.
        for (String id : List.of("WHY-01", "WHY-02", "WHY-03", "WHY-04", "WHY-15", "WHY-16")) {
            put(id, 1, false);
        }
        put("WHY-05", 2, false);
        for (String id : List.of("WHY-10", "WHY-11", "WHY-12", "WHY-13")) {
            put(id, 3, false);
        }
        put("WHY-14", 1, true);
        api(
                "POST",
                "bans",
                "{\"id\":\"WHY-15\",\"until\":\"%s\",\"reason\":\"floods the gateway\"}"
                        .formatted(CLOCK.instant().plus(Duration.ofHours(1))));
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    /** Creates an authority with a root and an intermediate, and a certificate of a charge point. Returns its directory. */
    private static Path exampleCa(String name, String organisation, String station)
            throws IOException, InterruptedException {
        Path created = directory.resolve(name);
        run("init", created, organisation);
        run("station", created, station);
        return created;
    }

    private static void run(String action, Path ca, String name) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(ProjectFiles.file("ops/ca").toString(), action, ca.toString(), name)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), output);
    }

    private static void put(String id, int profile, boolean blocked) throws IOException, InterruptedException {
        api(
                "PUT",
                "credentials/" + id,
                "{\"profile\":%d,\"password\":\"%s\",\"blocked\":%b}".formatted(profile, PASSWORD, blocked));
    }

    private static void api(String method, String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = API.send(
                HttpRequest.newBuilder(rig.gateway(0).admin("/api/v1/" + path))
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(201, answer.statusCode(), answer.body());
    }

    @Test
    @DisplayName("each of sixteen misconfigured charge points is explained by one call of the refusals API")
    void aMisconfiguredChargePointIsExplained() throws Exception {
        List<Misconfigured> clients = clients();
        List<String> table = new ArrayList<>();
        List<Executable> checks = new ArrayList<>();
        try (RawChargePoint first = RawChargePoint.connect(plain(), "WHY-16", "WHY-16", PASSWORD)) {
            for (Misconfigured client : clients) {
                try {
                    client.attempt().execute();
                } catch (Throwable e) {
                    // It is refused; what the gateway records about it is checked below.
                }
                JsonObject refusal = client.refusal(rig);
                table.add(client.row(refusal));
                checks.add(() -> client.assertExplainedBy(refusal));
            }
            assertTrue(first.isOpen(), "the first device lost its connection");
        }
        System.out.println("| client | stage | reason | details | suggestion |\n" + String.join("\n", table));
        assertEquals(16, clients.size());
        assertAll(checks);
    }

    @Test
    @DisplayName("an identity in the wrong case is explained with the right one")
    void anIdentityInAnotherCaseIsExplainedWithTheRightOne() throws Exception {
        put("CASE-1", 1, false);
        assertThrows(CompletionException.class, NumberedClient.basic(19, null, plain(), "Case-1", "ocpp1.6", PASSWORD));
        Misconfigured client = new Misconfigured(
                "wrong case", () -> {}, "id=Case-1", "identity", "unknown-identity", "entry for \"CASE-1\"");
        client.assertExplainedBy(client.refusal(rig));
    }

    @Test
    @DisplayName("a charge point connects at once after its password or certificate was corrected")
    void aRepairedChargePointConnectsAtOnce() throws Exception {
        SSLContext stranger = ClientTls.context(authority.certificate(), otherAuthority.station("WHY-17"));
        SSLContext another = ClientTls.context(authority.certificate(), authority.station("ANOTHER"));
        SSLContext right = ClientTls.context(authority.certificate(), authority.station("WHY-17"));
        put("WHY-17", 3, false);
        for (int i = 0; i < 3; i++) {
            Executable unknownAuthority = NumberedClient.basic(17, stranger, tls(), "WHY-17", "ocpp1.6", PASSWORD);
            assertThrows(CompletionException.class, unknownAuthority);
            assertThrows(
                    CompletionException.class, NumberedClient.basic(17, another, tls(), "WHY-17", "ocpp1.6", PASSWORD));
        }
        assertDoesNotThrow(() -> NumberedClient.basic(17, right, tls(), "WHY-17", "ocpp1.6", PASSWORD)
                .execute());
        put("WHY-18", 1, false);
        for (int i = 0; i < 3; i++) {
            assertThrows(
                    CompletionException.class, NumberedClient.basic(18, null, plain(), "WHY-18", "ocpp1.6", "wrong"));
        }
        assertDoesNotThrow(() -> NumberedClient.basic(18, null, plain(), "WHY-18", "ocpp1.6", PASSWORD)
                .execute());
    }

    private static List<Misconfigured> clients() throws Exception {
        return Stream.of(wrongRequests(), refusingOurCertificate(), wrongCertificates(), decidedByTheOperator())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Misconfigured> wrongRequests() throws Exception {
        return List.of(
                new Misconfigured(
                        "identity with a trailing blank",
                        NumberedClient.basic(1, null, plain(), "WHY-01%20", "ocpp1.6", PASSWORD),
                        "id=WHY-01",
                        "identity",
                        "no-charge-point-identity",
                        "blank .*Remove it: \"WHY-01\""),
                new Misconfigured(
                        "wrong path",
                        NumberedClient.basic(2, null, URI.create(plain() + "p"), "WHY-02", "ocpp1.6", PASSWORD),
                        "id=WHY-02",
                        "path",
                        "no-charge-point-identity",
                        "begin with /ocpp.*: use /ocpp/WHY-02"),
                new Misconfigured(
                        "wrong subprotocol",
                        NumberedClient.basic(3, null, plain(), "WHY-03", "ocpp16", PASSWORD),
                        "id=WHY-03",
                        "subprotocol",
                        "no-common-subprotocol",
                        "offered: ocpp16 .*exact name ocpp1\\.6"),
                new Misconfigured(
                        "wrong password",
                        NumberedClient.basic(4, null, plain(), "WHY-04", "ocpp1.6", "wrong"),
                        "id=WHY-04",
                        "credentials",
                        "wrong-password",
                        "password is wrong .*Set it anew"),
                new Misconfigured(
                        "profile too low",
                        NumberedClient.basic(5, null, plain(), "WHY-05", "ocpp1.6", PASSWORD),
                        "id=WHY-05",
                        "profile",
                        "tls-required",
                        "no TLS; required is profile 2 .*wss://"));
    }

    private static List<Misconfigured> refusingOurCertificate() throws Exception {
        return List.of(
                new Misconfigured(
                        "TLS 1.1",
                        NumberedClient.openssl(
                                6, secure, authority.certificate(), "-tls1_1", "-cipher", "DEFAULT@SECLEVEL=0"),
                        "address=127.0.1.6",
                        "tls",
                        "protocol-version",
                        "offers \\[TLSv1\\.1.* Update the firmware"),
                new Misconfigured(
                        "does not know our root",
                        NumberedClient.openssl(7, secure, strangeCa.resolve("root.pem"), "-verify_return_error"),
                        "address=127.0.1.7",
                        "tls",
                        "server-certificate-distrusted",
                        "Install the root certificate"),
                new Misconfigured(
                        "clock at 1970",
                        NumberedClient.openssl(
                                8, secure, authority.certificate(), "-verify_return_error", "-attime", "0"),
                        "address=127.0.1.8",
                        "tls",
                        "server-certificate-distrusted",
                        "clock .*1970"),
                new Misconfigured(
                        "refuses a wildcard certificate",
                        NumberedClient.trusting(9, withWildcard, new WildcardRefusal()),
                        "address=127.0.1.9",
                        "tls",
                        "server-certificate-distrusted",
                        "exact host name.*AllowCentralSystemTLSWildcards.*AllowCSMSTLSWildcards"));
    }

    private static List<Misconfigured> decidedByTheOperator() throws Exception {
        return List.of(
                new Misconfigured(
                        "blocked",
                        NumberedClient.basic(14, null, plain(), "WHY-14", "ocpp1.6", PASSWORD),
                        "id=WHY-14",
                        "blocked",
                        "blocked",
                        "blocked .*Unblock its credential entry"),
                new Misconfigured(
                        "banned",
                        NumberedClient.basic(15, null, plain(), "WHY-15", "ocpp1.6", PASSWORD),
                        "id=WHY-15",
                        "address",
                        "banned",
                        "banned until .*floods the gateway.*DELETE"),
                new Misconfigured(
                        "second device",
                        NumberedClient.basic(16, null, plain(), "WHY-16", "ocpp1.6", PASSWORD),
                        "id=WHY-16",
                        "duplicate",
                        "connected-already",
                        "another connection .*Two devices"));
    }

    private static List<Misconfigured> wrongCertificates() throws Exception {
        InstantSource twoYearsAgo = () -> CLOCK.instant().minus(Duration.ofDays(730));
        SSLContext expired = ClientTls.context(
                authority.certificate(),
                DevelopmentCa.open(directory.resolve("ca"), twoYearsAgo).station("WHY-12"));
        SSLContext ofAnother = ClientTls.context(authority.certificate(), authority.station("ANOTHER"));
        String refused = "client-certificate-refused";
        return List.of(
                new Misconfigured(
                        "certificate of an unknown authority",
                        presenting(
                                10,
                                strangeCa,
                                "-cert_chain",
                                strangeCa.resolve("issuing.pem").toString()),
                        "id=WHY-10",
                        "tls",
                        refused,
                        "authority .* is not trusted.* trusted-authorities"),
                new Misconfigured(
                        "intermediate certificate missing",
                        presenting(11, exampleCa),
                        "id=WHY-11",
                        "tls",
                        refused,
                        "Operator Issuing.*intermediate .*whole chain"),
                new Misconfigured(
                        "expired certificate",
                        NumberedClient.basic(12, expired, tls(), "WHY-12", "ocpp1.6", PASSWORD),
                        "id=WHY-12",
                        "tls",
                        refused,
                        "CN=WHY-12.* expired at .*new certificate"),
                new Misconfigured(
                        "certificate of another charge point",
                        NumberedClient.basic(13, ofAnother, tls(), "WHY-13", "ocpp1.6", PASSWORD),
                        "id=WHY-13",
                        "credentials",
                        "certificate-mismatch",
                        "CN=ANOTHER.*expected is WHY-13"));
    }

    /** Presents the certificate of the charge point from an example authority. */
    private static Executable presenting(int number, Path ca, String... more) {
        String station = ca.resolve("stations/WHY-" + number).toString();
        List<String> options = new ArrayList<>(List.of("-tls1_2", "-cert", station + ".pem", "-key", station + ".key"));
        options.addAll(List.of(more));
        return NumberedClient.openssl(number, secure, authority.certificate(), options.toArray(String[]::new));
    }

    private static URI plain() {
        return rig.gateway(0).endpoint();
    }

    private static URI tls() {
        return URI.create("wss://127.0.0.1:" + secure + "/ocpp");
    }
}
