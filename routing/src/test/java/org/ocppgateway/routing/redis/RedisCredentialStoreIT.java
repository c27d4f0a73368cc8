package org.ocppgateway.routing.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.SecurityProfile;
import org.ocppgateway.routing.credential.CredentialAdministration;
import org.ocppgateway.routing.credential.CredentialEntry;
import org.ocppgateway.routing.credential.CredentialStore;
import org.ocppgateway.routing.credential.CredentialStoreContract;
import org.ocppgateway.routing.credential.CredentialStoreException;
import org.ocppgateway.routing.credential.PendingCredential;
import org.ocppgateway.routing.credential.StoredCredential;
import org.ocppgateway.routing.redis.client.RedisLink;
import org.ocppgateway.routing.redis.client.RedisSettings;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;

/** The real thing keeps the contract, and more. */
class RedisCredentialStoreIT extends CredentialStoreContract {
    private TestRedis redis;
    private RedisLink link;
    private CredentialStore store;

    @BeforeEach
    void connect() throws Exception {
        redis = TestRedis.shared();
        link = redis.link();
        store = new RedisCredentialStore(link);
    }

    @AfterEach
    void disconnect() throws Exception {
        link.close(Duration.ofSeconds(1));
    }

    @Override
    protected CredentialStore store() {
        return store;
    }

    @Test
    void entriesAndLastProfilesStandUnderTheirDocumentedKeysForGood() throws Exception {
        new CredentialAdministration(store).put(chargePoint, present -> CredentialEntry.of(SecurityProfile.BASIC));
        store.raiseLastProfile(chargePoint, SecurityProfile.BASIC);
        store.lastProfile(chargePoint); // operations keep their order
        try (RedisClient client = redis.client()) {
            assertEquals("{\"profile\":1}", client.get("credential:" + chargePoint));
            assertEquals("1", client.get("lastProfile:" + chargePoint));
            assertEquals(-1, client.pttl("credential:" + chargePoint));
            assertEquals(-1, client.pttl("lastProfile:" + chargePoint));
        }
    }

    @Test
    void aLastProfileThatIsNoNumberLetsNothingLowerIn() throws Exception {
        try (RedisClient client = redis.client()) {
            client.set("lastProfile:" + chargePoint, "nonsense");
            assertEquals(SecurityProfile.MUTUAL_TLS, store.lastProfile(chargePoint));
            store.raiseLastProfile(chargePoint, SecurityProfile.BASIC);
            assertEquals(SecurityProfile.MUTUAL_TLS, store.lastProfile(chargePoint));
            store.delete(chargePoint);
            assertEquals(SecurityProfile.NONE, store.lastProfile(chargePoint));
        }
    }

    @Test
    void withoutRedisNothingIsKnownAndThatIsSaid() throws Exception {
        try (TestRedis broken = TestRedis.start()) {
            RedisLink brokenLink = broken.link();
            CredentialStore unreachable = new RedisCredentialStore(brokenLink);
            broken.stop();
            try {
                assertThrows(CredentialStoreException.class, () -> unreachable.find(chargePoint));
                assertThrows(CredentialStoreException.class, () -> unreachable.lastProfile(chargePoint));
                assertThrows(CredentialStoreException.class, () -> unreachable.replace(chargePoint, null, "{}"));
                assertThrows(CredentialStoreException.class, () -> unreachable.delete(chargePoint));
                PendingCredential pending = unreachable.read(chargePoint);
                assertThrows(CredentialStoreException.class, pending::await);
            } finally {
                brokenLink.close(Duration.ofSeconds(1));
            }
        }
    }

    @Test
    void aClusterHoldsThemOnAllItsServers() throws Exception {
        try (TestCluster cluster = TestCluster.start();
                RedisClusterClient client = cluster.client()) {
            RedisSettings settings = TestRedis.settings(cluster.uri());
            RedisLink clusterLink = new RedisLink(settings, new PrometheusRegistry(), Clock.systemUTC());
            CredentialStore clustered = new RedisCredentialStore(clusterLink);
            try {
                for (int i = 0; i < 300; i++) {
                    ChargePointId id = new ChargePointId("CP-" + i);
                    assertTrue(clustered.replace(id, null, "{\"profile\":1}"));
                    clustered.raiseLastProfile(id, SecurityProfile.BASIC);
                }
                for (int i = 0; i < 300; i++) {
                    StoredCredential stored =
                            clustered.read(new ChargePointId("CP-" + i)).await();
                    assertEquals("{\"profile\":1}", stored.entry());
                    assertEquals(SecurityProfile.BASIC, stored.lastProfile());
                }
                assertTrue(clustered.delete(new ChargePointId("CP-7")));
                assertTrue(client.get("credential:CP-7") == null && client.get("lastProfile:CP-7") == null);
            } finally {
                clusterLink.close(Duration.ofSeconds(1));
            }
        }
    }
}
