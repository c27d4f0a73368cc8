package org.ocppgateway.routing.redis;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.testing.TestPorts;
import org.ocppgateway.routing.TestCertificate;
import org.ocppgateway.routing.redis.client.RedisAddress;
import org.ocppgateway.routing.redis.client.RedisLink;
import org.ocppgateway.routing.redis.client.RedisSettings;
import org.ocppgateway.routing.route.Incarnation;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClient;
import redis.embedded.RedisServer;
import redis.embedded.core.RedisServerBuilder;

/**
 * A real Redis as a child process. {@link #shared()} is shared by all test classes of a run; a test that stops a server
 * creates its own.
 */
public final class TestRedis implements AutoCloseable {
    private static @Nullable TestRedis shared;

    private final int port;
    private RedisServer server;

    private final boolean tls;
    private final List<String> settings;

    private TestRedis(int port, boolean tls, List<String> settings) throws IOException {
        this.port = port;
        this.tls = tls;
        this.settings = List.copyOf(settings);
        this.server = startServer();
    }

    public static synchronized TestRedis shared() throws IOException {
        if (shared == null) {
            TestRedis started = start();
            Runtime.getRuntime().addShutdownHook(new Thread(started::close));
            shared = started;
        }
        return shared;
    }

    public static TestRedis start() throws IOException {
        return new TestRedis(TestPorts.free(), false, List.of());
    }

    /**
     * Starts a server with TLS and without a plain port.
     *
     * @param settings additional lines of {@code redis.conf}
     */
    static TestRedis startWithTls(TestCertificate certificate, List<String> settings) throws IOException {
        int port = TestPorts.free();
        List<String> all = new ArrayList<>(List.of(
                "tls-port " + port, "tls-cert-file " + certificate.certificate(), "tls-key-file " + certificate.key()));
        all.addAll(settings);
        return new TestRedis(port, true, all);
    }

    /**
     * Settings with short intervals. The reply timeout is long enough for a busy machine, and no route expires although its renewal is
     * late.
     */
    public RedisSettings settings() {
        return settings(uri());
    }

    int port() {
        return port;
    }

    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    static RedisSettings settings(String uri) {
        return new RedisSettings(
                RedisAddress.parse(uri),
                Duration.ofSeconds(10),
                500,
                1000,
                Duration.ofMillis(200),
                new RedisSettings.Lifetimes(
                        Duration.ofMinutes(10),
                        Duration.ofMillis(600),
                        Duration.ofSeconds(2),
                        Duration.ofMillis(300),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(2)));
    }

    static RedisSettings withTimeout(RedisSettings settings, Duration timeout) {
        return new RedisSettings(
                settings.address(),
                timeout,
                settings.batchSize(),
                settings.queueLimit(),
                settings.retryAfter(),
                settings.lifetimes());
    }

    /** Settings with another lifetime of leases. */
    static RedisSettings withLease(RedisSettings settings, Duration lease) {
        RedisSettings.Lifetimes lifetimes = settings.lifetimes();
        return withLifetimes(
                settings,
                new RedisSettings.Lifetimes(
                        lifetimes.route(),
                        lifetimes.routeRenewalInterval(),
                        lease,
                        lifetimes.leaseRenewalInterval(),
                        lifetimes.command(),
                        lifetimes.registration()));
    }

    static RedisSettings withLifetimes(RedisSettings settings, RedisSettings.Lifetimes lifetimes) {
        return new RedisSettings(
                settings.address(),
                settings.timeout(),
                settings.batchSize(),
                settings.queueLimit(),
                settings.retryAfter(),
                lifetimes);
    }

    RedisLink link() {
        return new RedisLink(settings(), new PrometheusRegistry(), Clock.systemUTC());
    }

    public RedisClient client() {
        return RedisClient.create("127.0.0.1", port);
    }

    /** A separate connection for commands that concern no key. */
    Jedis admin() {
        return new Jedis("127.0.0.1", port, 10_000);
    }

    static Incarnation incarnation(String pod, String nonce) {
        return new Incarnation(new PodId(pod), nonce);
    }

    public void restart() throws IOException {
        server = startServer();
    }

    public void stop() {
        try {
            server.stop();
        } catch (IOException e) {
            throw new IllegalStateException("Redis did not stop", e);
        }
    }

    @Override
    public void close() {
        if (server.isActive()) {
            stop();
        }
    }

    private RedisServer startServer() throws IOException {
        RedisServerBuilder builder = RedisServer.newRedisServer()
                .port(tls ? 0 : port)
                .bind("127.0.0.1")
                .setting("save \"\"")
                .onShutdownForceStop(true);
        settings.forEach(builder::setting);
        // One at a time: each unpacks the program to the same file.
        synchronized (TestRedis.class) {
            RedisServer started = builder.build();
            started.start();
            return started;
        }
    }
}
