package org.ocppgateway.gateway.endpoint.listener;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ocppgateway.gateway.tls.CertificateFiles;
import org.ocppgateway.gateway.tls.Programs;
import org.ocppgateway.gateway.tls.TestAuthority;
import org.ocppgateway.gateway.tls.TestCertificate;
import org.ocppgateway.gateway.tls.TlsSettings;
import org.ocppgateway.protocol.testing.TestPorts;

/** The real HAProxy and nginx in front of a listener. */
class RealProxyTest {
    private static final TestAuthority ROOT = TestAuthority.root("CN=Server Root");
    private static final TestAuthority STATIONS = TestAuthority.root("CN=Stations");
    private static final SSLContext CLIENT = TestCertificate.clientContext(ROOT, null);

    @TempDir
    private Path directory;

    private final List<Process> proxies = new ArrayList<>();

    @AfterEach
    void stopProxies() throws InterruptedException {
        for (Process proxy : proxies) {
            proxy.destroy();
            proxy.waitFor();
        }
    }

    private TlsSettings settings() {
        return ListenerFixture.settings(ROOT.server("EC", "gateway.example").write(directory, "ec"));
    }

    private void start(int port, String... command) throws IOException {
        Path log = directory.resolve("proxy.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        proxies.add(process);
        await().until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException(Files.readString(log));
            }
            try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return probe.isConnected();
            } catch (IOException e) {
                return false;
            }
        });
    }

    private int haproxy(String bind, String server) throws IOException {
        Path program = Programs.require("haproxy");
        int port = TestPorts.free();
        Path configuration = Files.writeString(directory.resolve("haproxy.cfg"), """
                global
                    maxconn 1000
                defaults
                    mode tcp
                    timeout connect 10s
                    timeout client 30s
                    timeout server 30s
                    timeout check 10s
                frontend front
                    bind 127.0.0.1:%d %s
                    default_backend back
                backend back
                    server gateway 127.0.0.1:%s
                """.formatted(port, bind, server));
        start(port, program.toString(), "-db", "-f", configuration.toString());
        return port;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "send-proxy",
                "send-proxy-v2",
                "send-proxy-v2 proxy-v2-options crc32c,unique-id,authority",
                "send-proxy-v2-ssl-cn"
            })
    void haproxyPassesTheClientAddress(String option) throws IOException {
        try (ListenerFixture fixture = ListenerFixture.proxied("127.0.0.1", null)) {
            int port = haproxy("", fixture.port() + " " + option);
            try (Socket socket =
                    new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.getByName("127.0.0.5"), 0)) {
                socket.setSoTimeout(20_000);
                socket.getOutputStream()
                        .write("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertTrue(answer.contains("sender=/127.0.0.5:" + socket.getLocalPort()), answer);
                assertTrue(answer.contains("security=Plain"), answer);
            }
            assertTrue(fixture.proxyFailures.isEmpty(), fixture.proxyFailures.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"send-proxy", "send-proxy-v2"})
    void haproxyPassesTlsThrough(String option) throws IOException {
        try (ListenerFixture fixture = ListenerFixture.proxied("127.0.0.1", settings())) {
            int port = haproxy("", fixture.port() + " " + option);
            String answer = TlsClient.request(TlsClient.connect(CLIENT, port, parameters -> {}));
            assertTrue(answer.contains("security=Tls["), answer);
        }
    }

    @Test
    void haproxyEndsTlsAndPassesTheVerifiedNameOnly() throws IOException {
        CertificateFiles server = ROOT.server("EC", "gateway.example").write(directory, "front");
        Path pem = directory.resolve("front-both.pem");
        Files.writeString(pem, Files.readString(server.chain()) + Files.readString(server.privateKey()));
        Path stations = STATIONS.write(directory.resolve("stations.pem"));
        try (ListenerFixture fixture = ListenerFixture.proxied("127.0.0.1", null)) {
            int port = haproxy(
                    "ssl crt " + pem + " ca-file " + stations + " verify optional crt-ignore-err all ca-ignore-err all",
                    fixture.port() + " send-proxy-v2-ssl-cn proxy-v2-options ssl,cert-cn,ssl-cipher,crc32c");
            String verified = request(port, STATIONS.client("CN=CP-1"));
            assertTrue(verified.contains("Verified[commonName=Optional[CP-1]]"), verified);
            assertTrue(verified.contains("version=Optional[TLSv1.3]"), verified);
            String without = TlsClient.request(TlsClient.connect(CLIENT, port, parameters -> {}));
            assertTrue(without.contains("TlsAtProxy") && without.contains("certificate=None[]"), without);
            String unverified = request(port, TestAuthority.root("CN=Stations").client("CN=CP-1"));
            assertTrue(unverified.contains("certificate=Unverified[]"), unverified);
            assertFalse(unverified.contains("CP-1"), unverified);
        }
    }

    private static String request(int port, TestCertificate certificate) throws IOException {
        return TlsClient.request(
                TlsClient.connect(TestCertificate.clientContext(ROOT, certificate), port, parameters -> {}));
    }

    @Test
    void healthChecksOfHaproxyAreNoFailures() throws IOException {
        try (ListenerFixture fixture = ListenerFixture.proxied("127.0.0.1", settings())) {
            int port = haproxy("", fixture.port() + " send-proxy-v2 check inter 100ms check-send-proxy");
            double before = fixture.metric("tls_handshakes");
            await().until(() -> fixture.opened() > 5);
            TlsClient.request(TlsClient.connect(CLIENT, port, parameters -> {}));
            assertEquals(before + 1, fixture.metric("tls_handshakes"));
            assertTrue(fixture.proxyFailures.isEmpty(), fixture.proxyFailures.toString());
            assertTrue(fixture.failures.isEmpty(), fixture.failures.toString());
        }
    }

    @Test
    void nginxPassesTheClientAddressAndTls() throws IOException {
        Path program = Programs.require("nginx");
        Path module = Path.of("/usr/lib/nginx/modules/ngx_stream_module.so");
        if (!Files.exists(module)
                && Programs.run("", List.of(program.toString(), "-V")).contains("--with-stream=dynamic")) {
            Programs.skip("nginx lacks its module stream (Debian: libnginx-mod-stream); this test needs it");
        }
        try (ListenerFixture fixture = ListenerFixture.proxied("127.0.0.1", settings())) {
            int port = TestPorts.free();
            Path configuration = Files.writeString(directory.resolve("nginx.conf"), """
                    %s
                    daemon off;
                    master_process off;
                    pid %s;
                    error_log stderr;
                    events { worker_connections 100; }
                    stream {
                        server {
                            listen 127.0.0.1:%d;
                            proxy_pass 127.0.0.1:%d;
                            proxy_protocol on;
                        }
                    }
                    """.formatted(
                            Files.exists(module) ? "load_module " + module + ";" : "",
                            directory.resolve("nginx.pid"),
                            port,
                            fixture.port()));
            start(port, program.toString(), "-p", directory.toString(), "-c", configuration.toString());
            String answer = TlsClient.request(TlsClient.connect(CLIENT, port, parameters -> {}));
            assertTrue(answer.contains("sender=/127.0.0.1:"), answer);
            assertTrue(answer.contains("security=Tls["), answer);
            assertTrue(fixture.proxyFailures.isEmpty(), fixture.proxyFailures.toString());
        }
    }
}
