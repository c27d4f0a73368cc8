package org.ocppgateway.gateway.endpoint;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.ocppgateway.gateway.address.AddressRange;
import org.ocppgateway.gateway.admission.Refusal;
import org.ocppgateway.gateway.endpoint.listener.ListenerSettings;
import org.ocppgateway.protocol.ChargePointId;

/** Platform threads of the endpoint: its selectors only. */
class EndpointThreadsTest {
    private static final int CONNECTIONS = 400;
    private static final String PROXY_HEADER = "PROXY TCP4 192.0.2.1 192.0.2.2 40000 8080\r\n";

    /** An endpoint of another test may still be stopping. */
    private final Set<Thread> earlier = Thread.getAllStackTraces().keySet();

    @Test
    void aBurstOfConnectionsStartsNoPlatformThread() throws Exception {
        EndpointFixture endpoint = new EndpointFixture();
        try {
            burst(endpoint, "");
        } finally {
            endpoint.stop();
        }
    }

    @Test
    void aBurstBehindAProxyStartsNoPlatformThread() throws Exception {
        EndpointFixture endpoint = EndpointFixture.listening(
                new ListenerSettings("proxied", "127.0.0.1", 0, true, false, null),
                new ProxySettings(List.of(AddressRange.parse("127.0.0.0/8")), "", ""));
        try {
            burst(endpoint, PROXY_HEADER);
        } finally {
            endpoint.stop();
        }
    }

    /** All requests wait in admission at the same time. */
    private void burst(EndpointFixture endpoint, String header) throws Exception {
        endpoint.refusal = Optional.of(Refusal.unavailable("burst"));
        endpoint.holdRequests(CONNECTIONS);
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            RawClient client = endpoint.client();
            client.write(upgrade(header, "CP-" + i));
            clients.add(client);
        }
        await().atMost(Duration.ofSeconds(90)).until(() -> endpoint.heldRequests() == 0);
        assertEquals(EndpointFixture.SELECTORS, threads().size(), () -> "threads: " + threads());
        for (RawClient client : clients) {
            assertTrue(client.head().startsWith("HTTP/1.1 503"));
            client.close();
        }
        endpoint.refusal = Optional.empty();
        try (RawClient client = endpoint.client()) {
            client.write(upgrade(header, "CP-1"));
            assertTrue(client.head().startsWith("HTTP/1.1 101"));
            assertEquals(new ChargePointId("CP-1"), endpoint.opened.poll(60, TimeUnit.SECONDS));
        }
        endpoint.closed.poll(60, TimeUnit.SECONDS);
        assertEquals(EndpointFixture.SELECTORS, threads().size(), () -> "threads: " + threads());
        assertTrue(endpoint.requestThreads.stream().allMatch(Thread::isVirtual));
    }

    private static byte[] upgrade(String header, String identity) {
        String request = new String(
                RawClient.upgradeRequest("/ocpp/" + identity, "Sec-WebSocket-Protocol: ocpp1.6"),
                StandardCharsets.ISO_8859_1);
        return (header + request).getBytes(StandardCharsets.ISO_8859_1);
    }

    private TreeSet<String> threads() {
        TreeSet<String> names = new TreeSet<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!earlier.contains(thread) && thread.getName().matches("endpoint-\\d+.*")) {
                names.add(thread.getName());
            }
        }
        return names;
    }
}
