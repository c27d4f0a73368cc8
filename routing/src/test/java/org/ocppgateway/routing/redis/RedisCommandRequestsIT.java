package org.ocppgateway.routing.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.command.CommandRequests;
import org.ocppgateway.routing.command.CommandState;
import org.ocppgateway.routing.command.CommandStates;
import org.ocppgateway.routing.redis.client.RedisLink;
import redis.clients.jedis.RedisClient;

class RedisCommandRequestsIT {
    private static final ChargePointId ID = new ChargePointId("CP-1");
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    private final String commandId = UUID.randomUUID().toString();
    private RedisLink link;
    private CommandRequests requests;
    private CommandStates states;

    @BeforeEach
    void connect() throws Exception {
        TestRedis redis = TestRedis.shared();
        link = redis.link();
        requests = new RedisCommandRequests(redis.settings(), link);
        states = new RedisCommandStates(
                redis.settings(),
                link,
                new RedisContinuity(redis.settings(), link, Clock.systemUTC()),
                TestRedis.incarnation("gateway-0", "nonce"),
                Clock.systemUTC());
    }

    @AfterEach
    void disconnect() throws Exception {
        link.close(Duration.ofSeconds(1));
    }

    @Test
    void aRequestedCommandIsReceivedWithoutAnOwnerUntilAPodClaimsIt() throws Exception {
        assertEquals(Optional.empty(), requests.find(commandId));
        assertEquals("f1", requests.register(commandId, ID, "f1", NOW));
        CommandRequests.Known known = requests.find(commandId).orElseThrow();
        assertEquals(CommandState.Stage.RECEIVED, known.state().stage());
        assertEquals("", known.state().owner());
        assertEquals("f1", known.fingerprint());
        assertEquals("CP-1", known.chargePointId());
        CommandStates.Claim claim = states.claim(commandId, ID, NOW.plusSeconds(1));
        assertTrue(
                claim instanceof CommandStates.Claim.Claimed claimed && claimed.sentBefore() == null, claim.toString());
        assertEquals(
                "gateway-0/nonce",
                requests.find(commandId).orElseThrow().state().owner());
        try (RedisClient client = TestRedis.shared().client()) {
            assertTrue(client.pttl("cmd:" + commandId) > 0);
        }
    }

    @Test
    void aCommandThatItsPodClaimedFirstKeepsItsState() throws Exception {
        states.claim(commandId, ID, NOW);
        assertEquals("f1", requests.register(commandId, ID, "f1", NOW.plusSeconds(1)));
        assertEquals(
                "gateway-0/nonce",
                requests.find(commandId).orElseThrow().state().owner());
        assertTrue(states.end(commandId, states.ownership(null), "{\"outcome\":\"completed\"}")
                .isPresent());
        assertEquals("f1", requests.register(commandId, ID, "f1", NOW.plusSeconds(2)));
        CommandRequests.Known known = requests.find(commandId).orElseThrow();
        assertEquals("{\"outcome\":\"completed\"}", known.state().result());
        assertEquals("f1", known.fingerprint());
    }

    @Test
    void theFingerprintOfTheFirstRequestStays() throws Exception {
        requests.register(commandId, ID, "f1", NOW);
        assertEquals("f1", requests.register(commandId, ID, "f2", NOW));
    }

    @Test
    void aCommandOfABackendHasNoFingerprint() throws Exception {
        states.claim(commandId, ID, NOW);
        assertNull(requests.find(commandId).orElseThrow().fingerprint());
    }
}
