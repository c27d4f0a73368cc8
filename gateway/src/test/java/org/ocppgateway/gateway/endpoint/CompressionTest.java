package org.ocppgateway.gateway.endpoint;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CompressionTest {
    private static final int TEXT = 1;
    private static final String OFFER = "Sec-WebSocket-Extensions: permessage-deflate";
    private static final String LONG = "0123456789".repeat(300);

    private EndpointFixture endpoint;
    private final List<RawClient> clients = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        endpoint = new EndpointFixture();
    }

    @AfterEach
    void stop() throws Exception {
        for (RawClient client : clients) {
            client.close();
        }
        await().until(() -> endpoint.connections.count() == 0);
        await().until(() -> compressedConnections() == 0);
        endpoint.stop();
    }

    @Test
    void compressionIsNegotiatedWithoutContextTakeover() throws Exception {
        String answer = upgrade(client(), "ocpp2.0.1", OFFER);
        assertTrue(answer.contains("permessage-deflate"), answer);
        assertTrue(answer.contains("server_no_context_takeover"), answer);
        assertTrue(answer.contains("client_no_context_takeover"), answer);
        assertFalse(upgrade(client(), "ocpp2.0.1").contains("Extensions"));
    }

    @Test
    void compressionIsNotNegotiatedWithOcpp16() throws Exception {
        assertFalse(upgrade(client(), "ocpp1.6", OFFER).contains("Extensions"));
    }

    @Test
    void theFirstSupportedOfferIsAccepted() throws Exception {
        String answer = upgrade(
                client(),
                "ocpp2.0.1",
                OFFER
                        + "; server_max_window_bits=10, permessage-deflate; server_max_window_bits=15; client_max_window_bits");
        assertTrue(answer.contains("server_max_window_bits=15"), answer);
    }

    @Test
    void anUnsupportedOrInvalidOfferIsIgnored() throws Exception {
        for (String parameter :
                List.of("server_max_window_bits=9", "server_no_context_takeover=1", "client_max_window_bits=7", "x")) {
            try (RawClient client = endpoint.client()) {
                String answer = upgrade(client, "ocpp2.0.1", OFFER + "; " + parameter);
                assertTrue(answer.startsWith("HTTP/1.1 101"), answer);
                assertFalse(answer.contains("Extensions"), answer);
            }
        }
    }

    @Test
    void aboveTheLimitAConnectionIsNotCompressedUntilAnotherOneEnds() throws Exception {
        for (int i = 0; i < EndpointFixture.COMPRESSED; i++) {
            assertTrue(upgrade(client(), "ocpp2.0.1", OFFER).contains("permessage-deflate"));
        }
        RawClient beyond = client();
        assertFalse(upgrade(beyond, "ocpp2.0.1", OFFER).contains("Extensions"));
        beyond.text("hello");
        assertEquals("2.0.1:hello", beyond.read().text());
        beyond.close();
        clients.getFirst().close();
        await().until(() -> compressedConnections() == EndpointFixture.COMPRESSED - 1);
        await().until(() -> endpoint.connections.count() == EndpointFixture.COMPRESSED - 1);
        assertTrue(upgrade(client(), "ocpp2.0.1", OFFER).contains("permessage-deflate"));
    }

    @Test
    void messagesAreCompressedIndependentlyInBothDirections() throws Exception {
        RawClient client = compressing();
        for (int i = 0; i < 3; i++) {
            client.frame(true, TEXT | RawClient.COMPRESSED, deflate(LONG));
            RawClient.Received answer = client.read();
            assertTrue(answer.compressed());
            assertTrue(answer.payload().remaining() < LONG.length());
            assertEquals("2.0.1:" + LONG, inflate(answer.payload()));
        }
    }

    @Test
    void shortMessagesAreNotCompressed() throws Exception {
        RawClient client = compressing();
        client.text("short");
        RawClient.Received answer = client.read();
        assertFalse(answer.compressed());
        assertEquals("2.0.1:short", answer.text());
    }

    @Test
    void fragmentsOfACompressedMessageMayHaveAPingInBetween() throws Exception {
        RawClient client = compressing();
        byte[] payload = deflate(LONG);
        int half = payload.length / 2;
        client.frame(false, TEXT | RawClient.COMPRESSED, Arrays.copyOf(payload, half));
        client.frame(true, 9, new byte[0]);
        client.frame(true, 0, Arrays.copyOfRange(payload, half, payload.length));
        assertEquals(10, client.read().opcode());
        assertEquals("2.0.1:" + LONG, inflate(client.read().payload()));
    }

    @Test
    void theSizeLimitAppliesToTheInflatedMessage() throws Exception {
        RawClient client = compressing();
        client.frame(true, TEXT | RawClient.COMPRESSED, deflate("x".repeat(4096)));
        assertEquals("2.0.1:" + "x".repeat(4096), inflate(client.read().payload()));
        client.frame(true, TEXT | RawClient.COMPRESSED, deflate("x".repeat(4097)));
        assertEquals(1009, client.read().closeCode());
    }

    @Test
    void inflationStopsAtTheMessageSizeLimitForWholeAndFragmentedMessages() throws Exception {
        byte[] bomb = deflate("x".repeat(10_000_000));
        RawClient whole = compressing();
        whole.frame(true, TEXT | RawClient.COMPRESSED, bomb);
        assertEquals(1009, whole.read().closeCode());
        RawClient inFragments = compressing();
        inFragments.frame(false, TEXT | RawClient.COMPRESSED, Arrays.copyOf(bomb, 20));
        inFragments.frame(false, 0, Arrays.copyOfRange(bomb, 20, bomb.length));
        assertEquals(1009, inFragments.read().closeCode());
    }

    @Test
    void rsv1OnAContinuationOrControlFrameClosesWith1002() throws Exception {
        RawClient continued = compressing();
        continued.frame(false, TEXT | RawClient.COMPRESSED, new byte[0]);
        continued.frame(true, RawClient.COMPRESSED, deflate(LONG));
        assertEquals(1002, continued.read().closeCode());
        RawClient pinging = compressing();
        pinging.frame(true, 9 | RawClient.COMPRESSED, new byte[0]);
        assertEquals(1002, pinging.read().closeCode());
    }

    @Test
    void invalidCompressedDataClosesWith1007() throws Exception {
        RawClient client = compressing();
        client.frame(true, TEXT | RawClient.COMPRESSED, "this is not deflated".getBytes(StandardCharsets.UTF_8));
        assertEquals(1007, client.read().closeCode());
    }

    @Test
    void compressionThatWasNotNegotiatedClosesWith1002() throws Exception {
        RawClient client = client();
        upgrade(client, "ocpp1.6", OFFER);
        client.frame(true, TEXT | RawClient.COMPRESSED, deflate(LONG));
        assertEquals(1002, client.read().closeCode());
    }

    private RawClient client() throws Exception {
        RawClient client = endpoint.client();
        clients.add(client);
        return client;
    }

    private RawClient compressing() throws Exception {
        RawClient client = client();
        assertTrue(upgrade(client, "ocpp2.0.1", OFFER).contains("permessage-deflate"));
        return client;
    }

    private static String upgrade(RawClient client, String subprotocol, String... headers) throws Exception {
        String[] all = Arrays.copyOf(headers, headers.length + 1);
        all[headers.length] = "Sec-WebSocket-Protocol: " + subprotocol;
        return client.upgrade("/ocpp/CP-1", all);
    }

    private double compressedConnections() {
        return endpoint.gauge("ocpp_gateway_endpoint_compressed_connections");
    }

    private static byte[] deflate(String text) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try {
            deflater.setInput(text.getBytes(StandardCharsets.UTF_8));
            byte[] output = new byte[text.length() + 64];
            int length = deflater.deflate(output, 0, output.length, Deflater.SYNC_FLUSH);
            return Arrays.copyOf(output, length - 4);
        } finally {
            deflater.end();
        }
    }

    private static String inflate(ByteBuffer payload) throws DataFormatException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(payload);
            byte[] output = new byte[100_000];
            int length = inflater.inflate(output);
            return new String(output, 0, length, StandardCharsets.UTF_8);
        } finally {
            inflater.end();
        }
    }
}
