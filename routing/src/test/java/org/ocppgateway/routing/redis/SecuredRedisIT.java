package org.ocppgateway.routing.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.protocol.testing.TestPorts;
import org.ocppgateway.routing.TestCertificate;
import org.ocppgateway.routing.redis.client.RedisAddress;
import org.ocppgateway.routing.redis.client.RedisAddress.Store;
import org.ocppgateway.routing.redis.client.RedisLink;
import org.ocppgateway.routing.redis.client.RedisProblem;
import org.ocppgateway.routing.redis.client.RedisProblem.Setting;
import org.ocppgateway.routing.redis.client.RedisSettings;

/** A real Redis that accepts clients only over mutual TLS and with user and password, with the documented permissions. */
class SecuredRedisIT {
    private static final String USER = "gateway";
    private static final String PASSWORD = "hunter2";

    @TempDir
    private static Path directory;

    private static TestCertificate server;
    private static TestCertificate client;
    private static TestRedis redis;

    @BeforeAll
    static void start() throws Exception {
        server = TestCertificate.make(directory, "redis");
        client = TestCertificate.make(directory, "gateway");
        redis = TestRedis.startWithTls(
                server,
                List.of(
                        "tls-ca-cert-file " + client.certificate(),
                        "tls-auth-clients yes",
                        "user default off",
                        "user " + USER + " on >" + PASSWORD
                                + " ~conn:* ~pod:* ~pods ~held:* ~lost:* ~tally:* ~cmd:* ~gateway:era ~registration:*"
                                + " ~credential:* ~lastProfile:* ~credentialsInUse ~bans ~refusals:* ~audit"
                                + " +@read +@write +@scripting +time +info"));
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    private static Store trusting(TestCertificate certificate) {
        return new Store(certificate.trustStore().toString(), TestCertificate.PASSWORD);
    }

    private static Store with(TestCertificate certificate) {
        return new Store(certificate.keyStore().toString(), TestCertificate.PASSWORD);
    }

    private static RedisAddress address() {
        return RedisAddress.parse("rediss://127.0.0.1:" + redis.port())
                .withCredentials(USER, PASSWORD)
                .withStores(trusting(server), with(client));
    }

    private static RedisLink link(RedisAddress address) {
        RedisSettings defaults = TestRedis.settings("redis://127.0.0.1:1");
        return new RedisLink(
                new RedisSettings(
                        address,
                        defaults.timeout(),
                        defaults.batchSize(),
                        defaults.queueLimit(),
                        defaults.retryAfter(),
                        defaults.lifetimes()),
                new PrometheusRegistry(),
                Clock.systemUTC());
    }

    private static Optional<RedisProblem> problem(RedisAddress address) throws InterruptedException {
        RedisLink link = link(address);
        Optional<RedisProblem> problem = link.awaitFirstProbe();
        if (problem.isPresent()) {
            assertFalse(link.dependency().state().reachable());
        }
        link.close(Duration.ofSeconds(1));
        return problem;
    }

    private static void assertNames(Setting setting, String advice, RedisAddress address) throws Exception {
        RedisLink link = link(address);
        RedisProblem problem = link.awaitFirstProbe()
                .orElseThrow(() -> new AssertionError(link.dependency().state()));
        link.close(Duration.ofSeconds(1));
        assertEquals(setting, problem.setting(), problem.message());
        assertTrue(problem.message().contains(advice), problem.message());
        assertFalse(problem.toString().contains("hunter"), problem.toString());
    }

    @Test
    void thePodIsAccepted() throws Exception {
        RedisLink link = link(address());
        assertEquals(Optional.empty(), link.awaitFirstProbe());
        assertTrue(
                link.dependency().state().reachable(),
                () -> String.valueOf(link.dependency().state()));
        link.close(Duration.ofSeconds(1));
    }

    @Test
    void aWrongOrMissingPasswordIsNamed() throws Exception {
        assertNames(
                Setting.CREDENTIALS, "refuses this user or password", address().withCredentials(USER, "hunter3"));
        assertNames(
                Setting.CREDENTIALS, "refuses this user or password", address().withCredentials("", "hunter3"));
        RedisAddress without =
                RedisAddress.parse("rediss://127.0.0.1:" + redis.port()).withStores(trusting(server), with(client));
        assertNames(Setting.CREDENTIALS, "requires a password", without);
    }

    @Test
    void aUserThatTheServerDoesNotHaveIsNamed() throws Exception {
        RedisAddress address = RedisAddress.parse(TestRedis.shared().uri());
        assertNames(Setting.CREDENTIALS, "refuses this user or password", address.withCredentials("me", "hunter3"));
    }

    @Test
    void anUntrustedCertificateIsNamedWithTheTrustStore() throws Exception {
        assertNames(Setting.TRUST_STORE, "add the authority", address().withStores(Store.NONE, with(client)));
        assertNames(Setting.TRUST_STORE, "add the authority", address().withStores(trusting(client), with(client)));
    }

    @Test
    void aMissingOrUnknownCertificateOfTheClientIsNamedWithTheKeyStore() throws Exception {
        assertNames(Setting.KEY_STORE, "set a key store", address().withStores(trusting(server), Store.NONE));
        assertNames(Setting.KEY_STORE, "set a key store", address().withStores(trusting(server), with(server)));
    }

    @Test
    void aFileThatCannotBeReadIsNamed() throws Exception {
        Store wrongPassword = new Store(server.trustStore().toString(), "hunter3");
        assertNames(Setting.TRUST_STORE, "redis-trust.p12", address().withStores(wrongPassword, with(client)));
        Store missing = new Store("/missing/me.p12", "hunter3");
        assertNames(Setting.KEY_STORE, "/missing/me.p12", address().withStores(trusting(server), missing));
    }

    @Test
    void aCertificateForAnotherHostIsNamedWithTheAddress() throws Exception {
        assertNames(
                Setting.ADDRESS,
                "does not contain this host name",
                RedisAddress.parse("rediss://localhost:" + redis.port())
                        .withCredentials(USER, PASSWORD)
                        .withStores(trusting(server), with(client)));
    }

    @Test
    void aWrongPasswordIsNamedThroughClusterAndSentinelAddressesToo() throws Exception {
        assertNames(
                Setting.CREDENTIALS,
                "refuses this user or password",
                RedisAddress.parse("rediss-cluster://127.0.0.1:" + redis.port())
                        .withCredentials(USER, "hunter3")
                        .withStores(trusting(server), with(client)));
        assertNames(
                Setting.SENTINEL_CREDENTIALS,
                "refuses this user or password",
                RedisAddress.parse("rediss-sentinel://127.0.0.1:" + redis.port() + "/main")
                        .withSentinelCredentials(USER, "hunter3")
                        .withStores(trusting(server), with(client)));
    }

    @Test
    void aServerThatDoesNotAnswerIsNoProblemOfASetting() throws Exception {
        RedisAddress silent =
                RedisAddress.parse("rediss://127.0.0.1:" + TestPorts.free()).withStores(trusting(server), with(client));
        assertTrue(problem(silent).isEmpty());
    }
}
