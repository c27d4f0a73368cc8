package org.ocppgateway.routing.redis;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ocppgateway.routing.redis.client.RedisLink;
import org.ocppgateway.routing.registration.Registration;
import org.ocppgateway.routing.registration.Registration.Status;
import org.ocppgateway.routing.registration.Registrations;
import org.ocppgateway.routing.registration.RegistrationsContract;
import redis.clients.jedis.RedisClient;

/** The Redis implementation fulfils the contract, and more. */
class RedisRegistrationsIT extends RegistrationsContract {
    private TestRedis redis;
    private RedisLink link;

    @BeforeEach
    void connect() throws Exception {
        redis = TestRedis.shared();
        link = redis.link();
    }

    @AfterEach
    void disconnect() throws Exception {
        link.close(Duration.ofSeconds(1));
    }

    @Override
    protected Registrations ours() {
        return registrations();
    }

    @Override
    protected Registrations theirs() {
        return registrations();
    }

    @Test
    void aRegistrationHasItsDocumentedKeyAndItsLifetimeStartsAtTheLastRead() throws Exception {
        ours().record(chargePoint, at(5, Status.PENDING));
        String key = "registration:" + chargePoint;
        try (RedisClient client = redis.client()) {
            assertEquals("pending", client.hget(key, "status"));
            assertEquals("S 1", client.hget(key, "model"));
            client.pexpire(key, 50_000);
            ours().find(chargePoint);
            assertTrue(client.pttl(key) > 60_000);
        }
    }

    @Test
    void anUnreadableRegistrationIsIgnored() throws Exception {
        String key = "registration:" + chargePoint;
        try (RedisClient client = redis.client()) {
            client.hset(key, "status", "nonsense");
            client.hset(key, "epoch", "nonsense");
            assertNull(ours().find(chargePoint));
            Registration registration = at(1, Status.ACCEPTED);
            ours().record(chargePoint, registration);
            assertEquals(registration, ours().find(chargePoint));
        }
    }

    @Test
    void aRegistrationThatCannotBeStoredIsReadLocallyAndStoredLater() throws Exception {
        TestRedis broken = TestRedis.start();
        RedisLink brokenLink = broken.link();
        RedisRegistrations pod = new RedisRegistrations(broken.settings(), brokenLink, new PrometheusRegistry());
        RedisRegistrations otherPod = new RedisRegistrations(broken.settings(), brokenLink, new PrometheusRegistry());
        pod.start();
        try {
            broken.stop();
            Registration registration = at(1, Status.ACCEPTED);
            pod.record(chargePoint, registration);
            assertEquals(registration, pod.find(chargePoint));
            assertNull(otherPod.find(chargePoint));
            broken.restart();
            await().until(() -> registration.equals(otherPod.find(chargePoint)));
        } finally {
            pod.stop();
            brokenLink.close(Duration.ofSeconds(1));
            broken.close();
        }
    }

    private Registrations registrations() {
        try {
            return new RedisRegistrations(TestRedis.shared().settings(), link, new PrometheusRegistry());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
