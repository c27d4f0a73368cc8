package org.ocppgateway.gateway.endpoint;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ocppgateway.gateway.connection.CloseStatus;

/** Frames that violate RFC 6455 close the connection with the specified code and release all memory. */
class BrokenFrameTest {
    private static final int CLOSE = 8;

    /** A complete text message, which a working connection would echo. */
    private static final byte[] AFTER = HexFormat.of().parseHex("818100000000" + "61");

    private EndpointFixture endpoint;
    private RawClient client;

    @BeforeEach
    void connect() throws Exception {
        endpoint = new EndpointFixture();
        client = endpoint.client();
        client.upgrade("/ocpp/CP-1", "Sec-WebSocket-Protocol: ocpp2.0.1");
    }

    @AfterEach
    void disconnect() throws Exception {
        client.close();
        await().until(() -> endpoint.connections.count() == 0);
        endpoint.stop();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "reserved opcode 3, 83 80 00000000, 1002",
        "reserved opcode 7, 87 80 00000000, 1002",
        "reserved opcode 11, 8b 80 00000000, 1002",
        "reserved opcode 15, 8f 80 00000000, 1002",
        "RSV1 without compression, c1 81 00000000 61, 1002",
        "RSV2, a1 81 00000000 61, 1002",
        "RSV3, 91 81 00000000 61, 1002",
        "RSV1 on a ping, c9 80 00000000, 1002",
        "a ping in fragments, 09 80 00000000, 1002",
        "a pong in fragments, 0a 80 00000000, 1002",
        "a close in fragments, 08 80 00000000, 1002",
        "a ping of 126 bytes, 89 fe 007e 00000000, 1002",
        "a ping that announces an exabyte, 89 ff 1000000000000000 00000000, 1009",
        "no mask, 81 01 61, 1002",
        "a continuation of nothing, 80 81 00000000 61, 1002",
        "an unfinished continuation of nothing, 00 81 00000000 61, 1002",
        "text within a text, 01 81 00000000 61 81 81 00000000 61, 1002",
        "binary within a text, 01 81 00000000 61 82 81 00000000 61, 1002",
        "a text that announces an exabyte, 81 ff 1000000000000000 00000000, 1009",
        "a text that announces a negative length, 81 ff ffffffffffffffff 00000000, 1009",
        "a close with half a code, 88 81 00000000 03, 1002",
        "a close with code 0, 88 82 00000000 0000, 1002",
        "a close with code 999, 88 82 00000000 03e7, 1002",
        "a close with code 1004, 88 82 00000000 03ec, 1002",
        "a close with code 1005, 88 82 00000000 03ed, 1002",
        "a close with code 1006, 88 82 00000000 03ee, 1002",
        "a close with code 1015, 88 82 00000000 03f7, 1002",
        "a close with code 1016, 88 82 00000000 03f8, 1002",
        "a close with code 2999, 88 82 00000000 0bb7, 1002",
        "a close with code 5000, 88 82 00000000 1388, 1002",
        "a close with code 65535, 88 82 00000000 ffff, 1002",
        "a close with a reason that is no UTF-8, 88 83 00000000 03e8 ff, 1007",
        "a close with half a code within a message, 01 81 00000000 61 88 81 00000000 03, 1002",
    })
    void aForbiddenFrameClosesWithItsCode(String what, String bytes, int code) throws Exception {
        client.write(HexFormat.of().parseHex(bytes.replace(" ", "")));
        client.write(AFTER);
        assertClosed(code);
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 4999})
    void aCloseFrameWithAValidCodeIsAnsweredWithThatCode(int code) throws Exception {
        client.frame(true, CLOSE, ByteBuffer.allocate(2).putShort((short) code).array());
        assertClosed(code);
    }

    /** Each text is sent in one frame, then with one fragment per byte. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a byte that never occurs, 61 ff 61",
        "a continuation of nothing, 61 80 61",
        "an overlong slash, c0 af",
        "an overlong slash of three bytes, e0 80 af",
        "half a surrogate pair, ed a0 80",
        "a surrogate pair, ed a0 bd ed b8 80",
        "above the last code point, f4 90 80 80",
        "five bytes, f8 88 80 80 80",
        "cut off at the end, 61 e2 98",
        "replaced by another character, e2 98 61",
        "broken after the character for broken text, ef bf bd ff",
    })
    void invalidUtf8ClosesWith1007ForEveryFragmentation(String what, String bytes) throws Exception {
        byte[] text = HexFormat.of().parseHex(bytes.replace(" ", ""));
        client.frame(true, 1, text);
        assertClosed(1007);
        try (RawClient another = endpoint.client()) {
            another.upgrade("/ocpp/CP-2", "Sec-WebSocket-Protocol: ocpp2.0.1");
            for (int i = 0; i < text.length; i++) {
                another.frame(i == text.length - 1, i == 0 ? 1 : 0, new byte[] {text[i]});
            }
            assertEquals(1007, another.read().closeCode());
        }
    }

    private void assertClosed(int code) throws Exception {
        RawClient.Received close = client.read();
        assertEquals(CLOSE, close.opcode());
        assertEquals(code, close.closeCode());
        CloseStatus ended = endpoint.closed.poll(60, TimeUnit.SECONDS);
        assertEquals(code, ended.code());
        await().until(() -> endpoint.gauge("ocpp_gateway_connection_partial_message_bytes") == 0);
    }
}
