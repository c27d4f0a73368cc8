package org.ocppgateway.gateway.endpoint;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.ChargePointId;

/** Platform threads of the endpoint. */
class EndpointThreadsTest {
    /** The minimum of Jetty's pool. */
    private static final int LASTING_THREADS = 8;

    private static final int CONNECTIONS = 400;

    private EndpointFixture endpoint;

    @BeforeEach
    void start() throws Exception {
        endpoint = new EndpointFixture();
    }

    @AfterEach
    void stop() throws Exception {
        endpoint.stop();
    }

    @Test
    void threadsThatABurstOfConnectionsStartedEnd() throws Exception {
        int most = 0;
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            clients.add(endpoint.client());
            most = Math.max(most, threads().size());
        }
        for (RawClient client : clients) {
            client.close();
        }
        System.out.println("EndpointThreadsTest: up to " + most + " threads for " + CONNECTIONS + " connections");
        await().atMost(Duration.ofSeconds(90)).until(() -> threads().size() <= LASTING_THREADS);
        try (RawClient client = endpoint.client()) {
            assertTrue(client.upgrade("/ocpp/CP-1", "Sec-WebSocket-Protocol: ocpp1.6")
                    .startsWith("HTTP/1.1 101"));
            assertEquals(new ChargePointId("CP-1"), endpoint.opened.poll(60, TimeUnit.SECONDS));
        }
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.matches("endpoint-\\d+.*"))
                .toList();
    }
}
