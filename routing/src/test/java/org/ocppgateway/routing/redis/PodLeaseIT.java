package org.ocppgateway.routing.redis;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.redis.client.RedisLink;
import org.ocppgateway.routing.redis.client.RedisSettings;
import org.ocppgateway.routing.route.Lease;
import org.ocppgateway.routing.route.PeerAddress;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.SetParams;

class PodLeaseIT {
    /** No lease expires although its renewal is late. */
    private static final Duration LIFETIME = Duration.ofMinutes(10);

    private static final PeerAddress ADDRESS = new PeerAddress("10.0.0.1:8081", "s3");

    private final AtomicInteger lost = new AtomicInteger();
    private RedisLink link;
    private RedisClient client;

    @BeforeEach
    void connect() throws Exception {
        link = TestRedis.shared().link();
        client = TestRedis.shared().client();
        client.del("pod:gateway-0");
    }

    @AfterEach
    void disconnect() throws Exception {
        link.close(Duration.ofSeconds(1));
        client.close();
    }

    private PodLease lease(String nonce) throws Exception {
        return lease(nonce, lost::incrementAndGet);
    }

    private PodLease lease(String nonce, Runnable onLost) throws Exception {
        return lease(nonce, ADDRESS, onLost);
    }

    private PodLease lease(String nonce, PeerAddress address, Runnable onLost) throws Exception {
        return lease(TestRedis.withLease(TestRedis.shared().settings(), LIFETIME), nonce, address, onLost);
    }

    private PodLease lease(RedisSettings settings, String nonce, PeerAddress address, Runnable onLost) {
        return lease(settings, nonce, address, Clock.systemUTC(), onLost);
    }

    private PodLease lease(RedisSettings settings, String nonce, PeerAddress address, Clock clock, Runnable onLost) {
        return new PodLease(
                settings, link, TestRedis.incarnation("gateway-0", nonce), address, 17, 4711, clock, onLost);
    }

    @Test
    void livePodsAreThoseWithARegisteredIndexAndALease() throws Exception {
        PodLease lease = lease("live");
        new PodRouteIndex(link, TestRedis.incarnation("gateway-0", "live"), 17).register();
        new PodRouteIndex(link, TestRedis.incarnation("dead-pod", "x"), 18).register();
        assertEquals(List.of(), new RedisLeases(link).list());
        lease.acquire();
        assertEquals(
                List.of("gateway-0"),
                new RedisLeases(link)
                        .list().stream().map(found -> found.pod().value()).toList());
        lease.end();
        assertEquals(List.of(), new RedisLeases(link).list());
    }

    @Test
    void aLeaseSaysWhetherTheAdminPortSpeaksTls() throws Exception {
        PeerAddress address = new PeerAddress("10.0.0.1:8081", true, "s3");
        PodLease lease = lease("t", address, lost::incrementAndGet);
        lease.acquire();
        Lease found = new RedisLeases(link).find(new PodId("gateway-0")).orElseThrow();
        assertEquals(address, found.peer());
        lease.end();
    }

    @Test
    void aLeaseContainsPartitionAndOffsetAndIsRenewedUntilItEnds() throws Exception {
        PodLease lease = lease("a");

        lease.acquire();

        assertEquals(
                "{\"nonce\":\"a\",\"address\":\"10.0.0.1:8081\",\"secret\":\"s3\",\"partition\":17,\"startOffset\":4711}",
                client.get("pod:gateway-0"));
        client.pexpire("pod:gateway-0", LIFETIME.toMillis() / 2);
        await().until(() -> client.pttl("pod:gateway-0") > LIFETIME.toMillis() / 2);
        lease.end();
        assertNull(client.get("pod:gateway-0"));
    }

    @Test
    void theLeaseOfADeadPredecessorIsWaitedOut() throws Exception {
        client.set(
                "pod:gateway-0", "{\"nonce\":\"dead\"}", SetParams.setParams().px(1000));
        PodLease lease = lease("b");

        lease.acquire();

        assertTrue(client.get("pod:gateway-0").contains("\"nonce\":\"b\""));
        lease.end();
    }

    @Test
    void aPodThatIsPausedUntilItsPredecessorsLeaseExpiresAcquiresIt() throws Exception {
        client.set("pod:gateway-0", "{\"nonce\":\"dead\"}");
        AtomicInteger reads = new AtomicInteger();
        InstantSource clock = () -> {
            if (reads.getAndIncrement() == 0) {
                return Instant.EPOCH;
            }
            client.del("pod:gateway-0");
            return Instant.EPOCH.plus(LIFETIME.multipliedBy(2));
        };
        RedisSettings settings = TestRedis.withLease(TestRedis.shared().settings(), LIFETIME);
        PodLease lease = lease(settings, "b", ADDRESS, clock.withZone(ZoneOffset.UTC), lost::incrementAndGet);

        lease.acquire();

        assertTrue(client.get("pod:gateway-0").contains("\"nonce\":\"b\""));
        lease.end();
    }

    @Test
    void aSecondLivePodOfTheSameNameIsRefused() throws Exception {
        PodLease living = lease("c");
        living.acquire();

        // Waits for the shorter lifetime of its own settings.
        PodLease second = lease(TestRedis.shared().settings(), "d", ADDRESS, lost::incrementAndGet);
        LeaseTakenException refused = assertThrows(LeaseTakenException.class, second::acquire);

        assertTrue(
                String.valueOf(refused.getMessage()).contains("lives under the name gateway-0"), refused.getMessage());
        assertEquals(0, lost.get());
        living.end();
    }

    @Test
    void aPodIsNotifiedWhenAnotherIncarnationHasItsLease() throws Exception {
        PodLease lease = lease("e");
        lease.acquire();

        client.set("pod:gateway-0", "{\"nonce\":\"f\"}");

        await().until(() -> lost.get() > 0);
        lease.end();
        assertEquals("{\"nonce\":\"f\"}", client.get("pod:gateway-0"));
    }

    @Test
    void renewalContinuesAfterAnExceptionOfTheLossCallback() throws Exception {
        PodLease lease = lease("g", () -> {
            lost.incrementAndGet();
            throw new IllegalStateException("a simulated error");
        });
        lease.acquire();

        client.set("pod:gateway-0", "{\"nonce\":\"h\"}");
        await().until(() -> lost.get() > 1);
        client.del("pod:gateway-0");

        await().until(() -> client.exists("pod:gateway-0"));
        lease.end();
    }
}
