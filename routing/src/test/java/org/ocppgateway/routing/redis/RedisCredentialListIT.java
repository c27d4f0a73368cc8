package org.ocppgateway.routing.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.SecurityProfile;
import org.ocppgateway.routing.credential.CredentialList;
import org.ocppgateway.routing.credential.CredentialStoreException;
import org.ocppgateway.routing.redis.client.RedisLink;
import redis.clients.jedis.RedisClient;

class RedisCredentialListIT {
    private TestRedis redis;
    private RedisLink link;
    private CredentialList list;

    @BeforeEach
    void connect() throws Exception {
        redis = TestRedis.start();
        link = redis.link();
        link.awaitFirstProbe();
        list = new RedisCredentialList(link, new RedisCredentialStore(link));
    }

    @AfterEach
    void disconnect() throws Exception {
        link.close(Duration.ofSeconds(1));
        redis.close();
    }

    private static List<String> ids(List<CredentialList.Item> items) {
        return items.stream().map(item -> item.chargePointId().value()).toList();
    }

    @Test
    void pagesContainEachEntryOnceInOrder() throws Exception {
        List<String> expected = new ArrayList<>();
        try (RedisClient client = redis.client()) {
            for (int i = 0; i < 5000; i++) {
                String id = "CP-%04d".formatted(i);
                client.set("registration:" + id, "x");
                if (i % 10 == 0) {
                    expected.add(id);
                    client.set("credential:" + id, "{\"profile\":1}");
                }
            }
            client.set("credential:not an identity/", "{}");
            client.set("lastProfile:CP-0000", "2");
        }
        List<String> read = new ArrayList<>();
        for (List<CredentialList.Item> page = list.list(null, 70);
                !page.isEmpty();
                page = list.list(read.getLast(), 70)) {
            read.addAll(ids(page));
        }
        assertEquals(expected, read);
        CredentialList.Item first = list.list(null, 1).getFirst();
        assertEquals(
                new CredentialList.Item(
                        new ChargePointId("CP-0000"), "{\"profile\":1}", SecurityProfile.BASIC_OVER_TLS),
                first);
    }

    @Test
    void entriesOfAllServersOfAClusterAreListed() throws Exception {
        try (TestCluster cluster = TestCluster.start()) {
            RedisLink clusterLink =
                    new RedisLink(TestRedis.settings(cluster.uri()), new PrometheusRegistry(), Clock.systemUTC());
            try {
                RedisCredentialStore clustered = new RedisCredentialStore(clusterLink);
                List<String> expected = new ArrayList<>();
                for (int i = 0; i < 60; i++) {
                    String id = "CP-%02d".formatted(i);
                    expected.add(id);
                    assertTrue(clustered.replace(new ChargePointId(id), null, "{\"profile\":1}"));
                }
                assertEquals(expected, ids(new RedisCredentialList(clusterLink, clustered).list(null, 100)));
            } finally {
                clusterLink.close(Duration.ofSeconds(1));
            }
        }
    }

    @Test
    void anOutageIsReported() throws Exception {
        redis.close();
        assertThrows(CredentialStoreException.class, () -> list.list(null, 1));
    }
}
