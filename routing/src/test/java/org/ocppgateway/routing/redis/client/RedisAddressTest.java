package org.ocppgateway.routing.redis.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ocppgateway.routing.redis.client.RedisAddress.Credentials;
import org.ocppgateway.routing.redis.client.RedisAddress.Kind;
import org.ocppgateway.routing.redis.client.RedisAddress.Node;

class RedisAddressTest {
    @Test
    void aSingleServerHasPortDatabaseAndUser() {
        RedisAddress address = RedisAddress.parse("redis://me:s%40crets@redis.example:1234/5");

        assertEquals(Kind.STANDALONE, address.kind());
        assertEquals(List.of(new Node("redis.example", 1234)), address.nodes());
        assertEquals(5, address.database());
        assertEquals(new Credentials("me", "s@crets"), address.credentials());
        assertFalse(address.tls().on());
    }

    @Test
    void thePortIsRedisDefaultWithoutTlsAndUser() {
        RedisAddress address = RedisAddress.parse("redis://localhost");

        assertEquals(List.of(new Node("localhost", 6379)), address.nodes());
        assertEquals(Credentials.NONE, address.credentials());
        assertEquals(0, address.database());
    }

    @Test
    void sentinelsHaveTheNameOfAMaster() {
        RedisAddress address = RedisAddress.parse("rediss-sentinel://:pass@s1,s2:2,[::1]:3/main/4");

        assertEquals(Kind.SENTINEL, address.kind());
        assertEquals(List.of(new Node("s1", 26_379), new Node("s2", 2), new Node("[::1]", 3)), address.nodes());
        assertEquals("main", address.master());
        assertEquals(4, address.database());
        assertEquals(new Credentials("", "pass"), address.credentials());
        assertTrue(address.tls().on());
    }

    @Test
    void aClusterIsGivenBySomeOfItsNodes() {
        RedisAddress address = RedisAddress.parse("redis-cluster://n1:7000,n2:7001");

        assertEquals(Kind.CLUSTER, address.kind());
        assertEquals(List.of(new Node("n1", 7000), new Node("n2", 7001)), address.nodes());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "redis:6379",
                "http://redis:6379",
                "redis://",
                "redis://host:99999",
                "redis://host:0",
                "redis://a,b",
                "redis://host/name",
                "redis-sentinel://s1:26379",
                "redis-cluster://n1:7000/1",
                "redis-other://host"
            })
    void whatIsNoAddressIsRefused(String uri) {
        assertThrows(IllegalArgumentException.class, () -> RedisAddress.parse(uri));
    }

    @Test
    void separateCredentialsTakePrecedenceAndNoSecretIsPrinted() {
        RedisAddress address = RedisAddress.parse("rediss://old:older@redis:1")
                .withCredentials("me", "hunter2")
                .withSentinelCredentials("you", "hunter3")
                .withStores(new RedisAddress.Store("ca.p12", "hunter4"), new RedisAddress.Store("me.p12", "hunter5"));

        assertEquals(new Credentials("me", "hunter2"), address.credentials());
        assertFalse(address.toString().contains("hunter"), address.toString());
        assertEquals(
                "old",
                RedisAddress.parse("redis://old:older@redis:1")
                        .withCredentials("", "")
                        .credentials()
                        .user());
    }
}
