package org.ocppgateway.ops.bench.sessions;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.ops.bench.memory.MemoryChannel;
import org.ocppgateway.ops.bench.memory.MemoryNetwork;
import org.ocppgateway.ops.bench.memory.Peer;

/**
 * A charge point that connects, answers pings, and sends a Heartbeat on request. Minimal in memory, because there are
 * up to 500,000.
 */
final class IdleChargePoint implements Peer {
    private static final int TEXT = 0x1;
    private static final int CLOSE = 0x8;
    private static final int PING = 0x9;
    private static final byte FIN = (byte) 0x80;
    private static final byte MASKED = (byte) 0x80;
    /** A pong without payload. The mask is zero. */
    private static final byte[] PONG = {FIN | 0xA, MASKED, 0, 0, 0, 0};

    private static final int MASKED_HEAD_BYTES = 6;
    private static final int LONG_LENGTH = 126;

    private final IdleFleet fleet;
    private @Nullable MemoryChannel channel;
    private boolean open;

    IdleChargePoint(IdleFleet fleet) {
        this.fleet = fleet;
    }

    void connect(int number) {
        MemoryChannel connecting = MemoryNetwork.connect(this);
        channel = connecting;
        connecting.send(String.format(Locale.ROOT, """
                GET /ocpp/IDLE-%06d HTTP/1.1\r
                Host: gateway:8080\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Protocol: ocpp1.6\r
                \r
                """, number).getBytes(US_ASCII));
    }

    void heartbeat(long messageId) {
        byte[] text = ("[2,\"" + messageId + "\",\"Heartbeat\",{}]").getBytes(US_ASCII);
        MemoryChannel current = channel;
        if (current != null) {
            current.send(ByteBuffer.allocate(MASKED_HEAD_BYTES + text.length)
                    .put((byte) (FIN | TEXT))
                    .put((byte) (MASKED | text.length))
                    .putInt(0)
                    .put(text)
                    .array());
        }
    }

    void hangUp() {
        MemoryChannel current = channel;
        if (current != null) {
            current.hangUp();
        }
    }

    @Override
    public void received(byte[] bytes) {
        if (open) {
            receivedFrames(ByteBuffer.wrap(bytes));
        } else if (new String(bytes, ISO_8859_1).startsWith("HTTP/1.1 101 ")) {
            open = true;
            fleet.opened(this);
        } else {
            fleet.lost("refused: "
                    + new String(bytes, ISO_8859_1).lines().findFirst().orElse(""));
        }
    }

    /** Every frame of the gateway arrives in one piece. */
    private void receivedFrames(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            int opcode = bytes.get() & 0xF;
            int length = bytes.get();
            byte[] payload = new byte[length == LONG_LENGTH ? bytes.getShort() & 0xFFFF : length];
            bytes.get(payload);
            switch (opcode) {
                case PING -> pong();
                case TEXT -> fleet.answered(payload);
                case CLOSE -> fleet.lost("closed by the gateway");
                default -> fleet.lost("unexpected opcode " + opcode);
            }
        }
    }

    private void pong() {
        MemoryChannel current = channel;
        if (current != null) {
            current.send(PONG);
            fleet.ponged();
        }
    }

    @Override
    public void ended() {
        fleet.ended();
    }
}
