package org.ocppgateway.routing.redis;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.history.SessionHistory;
import org.ocppgateway.routing.history.SessionHistoryException;
import org.ocppgateway.routing.redis.client.RedisLink;
import redis.clients.jedis.RedisClient;

class RedisSessionHistoryIT {
    private static final ChargePointId ID = new ChargePointId("CP 1");

    private TestRedis redis;
    private RedisLink link;
    private SessionHistory history;

    @BeforeEach
    void connect() throws Exception {
        redis = TestRedis.start();
        link = redis.link();
        history = new RedisSessionHistory(link);
    }

    @AfterEach
    void disconnect() throws Exception {
        link.close(Duration.ofSeconds(1));
        redis.close();
    }

    @Test
    void theLatestSessionsAreKeptAndExpire() throws Exception {
        for (int i = 0; i < SessionHistory.MAX_SESSIONS + 5; i++) {
            history.add(ID, "{\"epoch\":" + i + "}");
        }
        List<String> expected = IntStream.range(5, SessionHistory.MAX_SESSIONS + 5)
                .mapToObj(i -> "{\"epoch\":" + i + "}")
                .toList()
                .reversed();
        await().until(() -> history.read(ID).await().equals(expected));
        try (RedisClient client = redis.client()) {
            assertTrue(client.pttl("sessions:CP 1") > Duration.ofDays(29).toMillis());
        }
        assertEquals(List.of(), history.read(new ChargePointId("CP-2")).await());
    }

    @Test
    void aRepeatedWriteAddsNothing() throws Exception {
        history.add(ID, "{\"epoch\":1}");
        history.add(ID, "{\"epoch\":1}");
        history.add(ID, "{\"epoch\":2}");
        await().until(() -> history.read(ID).await().equals(List.of("{\"epoch\":2}", "{\"epoch\":1}")));
    }

    @Test
    void aSessionWhoseEndAnotherPodReportsIsRecordedOnce() throws Exception {
        history.add(ID, "{\"pod\":\"gateway-0\",\"epoch\":1,\"reason\":\"pod-stopping\"}");
        history.add(ID, "{\"pod\":\"gateway-1\",\"epoch\":12,\"reason\":\"closed\"}");
        history.add(ID, "{\"pod\":\"gateway-0\",\"epoch\":1,\"reason\":\"pod-lost\"}");
        history.add(ID, "{\"pod\":\"gateway-1\",\"epoch\":13,\"reason\":\"closed\"}");
        await().until(() -> reasons(history.read(ID).await()).equals(List.of("closed", "closed", "pod-stopping")));
    }

    private static List<String> reasons(List<String> sessions) {
        return sessions.stream()
                .map(text -> text.replaceAll(".*\"reason\":\"|\"}", ""))
                .toList();
    }

    @Test
    void anOutageIsReported() throws Exception {
        redis.close();
        assertThrows(SessionHistoryException.class, () -> history.read(ID).await());
    }
}
