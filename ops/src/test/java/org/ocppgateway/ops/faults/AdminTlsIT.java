package org.ocppgateway.ops.faults;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.ops.certificates.DevelopmentCa;
import org.ocppgateway.ops.stack.broker.BrokerProcess;
import org.ocppgateway.ops.stack.process.JavaCommand;
import org.ocppgateway.ops.stack.process.Launch;
import org.ocppgateway.ops.stack.process.Ports;
import org.ocppgateway.ops.stack.process.ProjectFiles;
import org.ocppgateway.ops.stack.process.QuickStart;
import org.ocppgateway.ops.stack.process.Readiness;
import org.ocppgateway.ops.stack.process.Server;
import org.ocppgateway.ops.stack.redis.RedisProcess;

/** Two gateway processes whose admin ports speak TLS only: they still answer for each other. */
class AdminTlsIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    @TempDir
    private Path directory = Path.of("");

    private final List<AutoCloseable> started = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : started.reversed()) {
            each.close();
        }
    }

    @Test
    void podsAnswerForEachOtherOverTls() throws Exception {
        DevelopmentCa authority = DevelopmentCa.open(directory.resolve("ca"), Clock.systemUTC());
        DevelopmentCa.PemFiles certificate =
                authority.server(List.of("pods.example", "localhost")).getFirst();
        BrokerProcess broker = new BrokerProcess(Ports.free(), directory, List.of());
        started.add(broker);
        RedisProcess redis = new RedisProcess(directory, false);
        started.add(redis);
        broker.server().start().awaitReady(TIMEOUT);
        redis.server().start().awaitReady(TIMEOUT);
        String shared = """
            include required(file("%s"))
            gateway {
              kafka.bootstrap-servers = "%s"
              redis.uri = "redis://%s"
              endpoint.port = 0
              admin.tls {
                enabled = true
                certificates = [{ chain = "%s", key = "%s" }]
                peer-authorities = ["%s"]
                peer-name = "pods.example"
              }
            }
            """.formatted(
                        ProjectFiles.file("ops/config/faults.conf"),
                        broker.address(),
                        redis.address(),
                        certificate.chain(),
                        certificate.key(),
                        authority.certificate());
        int first = gateway("gateway-0", shared);
        gateway("gateway-1", shared);
        HttpClient client = HttpClient.newBuilder()
                .sslContext(trusting(authority.certificate()))
                .build();
        await().atMost(TIMEOUT).until(() -> {
            JsonObject pods = pods(client, "https", first);
            return pods.getAsJsonArray("items").size() == 2 && !pods.has("missing");
        });
        assertThrows(IOException.class, () -> pods(client, "http", first));
        HttpClient untrusting = HttpClient.newHttpClient();
        assertThrows(IOException.class, () -> pods(untrusting, "https", first));
    }

    private int gateway(String pod, String shared) throws Exception {
        int port = Ports.free();
        Path configuration = directory.resolve(pod + ".conf");
        Files.writeString(
                configuration, shared + "gateway { pod-name = \"" + pod + "\", admin.port = " + port + " }\n");
        Path log = directory.resolve(pod + ".log");
        Server server = new Server(
                "Gateway " + pod,
                JavaCommand.jar(
                        ProjectFiles.file("gateway/target/gateway.jar"),
                        Launch.with(QuickStart.of("gateway")),
                        List.of("--config", configuration.toString())),
                log,
                () -> Readiness.logged(log, "process-ready"));
        started.add(server);
        server.start().awaitReady(TIMEOUT);
        return port;
    }

    private static SSLContext trusting(Path authority) throws Exception {
        try (var pem = Files.newInputStream(authority)) {
            Certificate certificate = CertificateFactory.getInstance("X.509").generateCertificate(pem);
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("ca", certificate);
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        }
    }

    private static JsonObject pods(HttpClient client, String scheme, int port)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(scheme + "://localhost:" + port + "/api/v1/pods"))
                .timeout(TIMEOUT)
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer.body());
        return JsonParser.parseString(answer.body()).getAsJsonObject();
    }
}
