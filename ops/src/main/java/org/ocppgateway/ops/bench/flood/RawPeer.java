package org.ocppgateway.ops.bench.flood;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;

/** A WebSocket over a blocking socket that sends exactly the given bytes. Used by one thread, except {@link #close}. */
final class RawPeer implements AutoCloseable {
    static final int TEXT = 0x1;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int PONG = 0xA;

    private static final int FIN = 0x80;
    private static final int TIMEOUT_MILLIS = 120_000;

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final OutputStream out;

    /** One frame of the server. */
    record Frame(int opcode, ByteBuffer payload) {}

    /** Connects and upgrades. */
    RawPeer(URI endpoint, String id) throws IOException {
        try {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(endpoint.getHost(), endpoint.getPort()), TIMEOUT_MILLIS);
            in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1024));
            out = socket.getOutputStream();
            upgrade(endpoint.getPath() + "/" + id);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private void upgrade(String path) throws IOException {
        write("""
            GET %s HTTP/1.1\r
            Host: gateway\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Protocol: ocpp1.6\r
            \r
            """.formatted(path).getBytes(US_ASCII));
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            head.append((char) in.readUnsignedByte());
        }
        if (!head.toString().startsWith("HTTP/1.1 101 ")) {
            throw new IOException("refused: " + head.substring(0, head.indexOf("\r\n")));
        }
    }

    void write(byte[] bytes) throws IOException {
        out.write(bytes);
    }

    /** Returns a complete masked frame. The mask is zero, so the content is unchanged. */
    static byte[] frame(int opcode, String text) {
        byte[] payload = text.getBytes(UTF_8);
        byte[] head = head(opcode, payload.length);
        return ByteBuffer.allocate(head.length + payload.length)
                .put(head)
                .put(payload)
                .array();
    }

    /** Returns the header of a masked frame with the given payload length. */
    static byte[] head(int opcode, int length) {
        ByteBuffer head = ByteBuffer.allocate(14);
        head.put((byte) (FIN | opcode));
        if (length < 126) {
            head.put((byte) (0x80 | length));
        } else if (length < 65_536) {
            head.put((byte) (0x80 | 126)).putShort((short) length);
        } else {
            head.put((byte) (0x80 | 127)).putLong(length);
        }
        head.putInt(0);
        byte[] bytes = new byte[head.position()];
        head.flip().get(bytes);
        return bytes;
    }

    /** Returns the next frame. Answers pings that precede it. */
    Frame read() throws IOException {
        while (true) {
            int opcode = in.readUnsignedByte() & 0xF;
            long length = in.readUnsignedByte();
            if (length == 126) {
                length = in.readUnsignedShort();
            } else if (length == 127) {
                length = in.readLong();
            }
            byte[] payload = in.readNBytes((int) length);
            if (payload.length < length) {
                throw new EOFException();
            }
            if (opcode != PING) {
                return new Frame(opcode, ByteBuffer.wrap(payload));
            }
            write(head(PONG, 0));
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // The socket is closed in this process; errors of the peer do not matter.
        }
    }
}
