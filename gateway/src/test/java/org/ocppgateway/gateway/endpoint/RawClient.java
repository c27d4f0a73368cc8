package org.ocppgateway.gateway.endpoint;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A WebSocket client that sends arbitrary bytes, for protocol violations. */
public final class RawClient implements Closeable {
    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    public RawClient(int port) throws IOException {
        this(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /** Uses a connected socket, for example one with TLS. */
    public RawClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(60_000);
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /** Added to the opcode of a compressed message's first frame: RSV1. */
    static final int COMPRESSED = 0x40;

    /** A frame as received. */
    public record Received(int opcode, boolean compressed, ByteBuffer payload) {
        public String text() {
            return StandardCharsets.UTF_8.decode(payload.duplicate()).toString();
        }

        public int closeCode() {
            return payload.getShort(0);
        }
    }

    /** Sends text with LF line ends as CRLF and returns the head of the answer. */
    public String request(String request) throws IOException {
        write(lines(request));
        return head();
    }

    /** Upgrades at {@code path} with further header lines; returns the head of the answer. */
    public String upgrade(String path, String... headers) throws IOException {
        write(upgradeRequest(path, headers));
        return head();
    }

    /** The bytes of a request for an upgrade. */
    static byte[] upgradeRequest(String path, String... headers) {
        StringBuilder request = new StringBuilder("GET " + path
                + " HTTP/1.1\nHost: localhost\nUpgrade: websocket\nConnection: Upgrade\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\nSec-WebSocket-Version: 13\n");
        for (String header : headers) {
            request.append(header).append('\n');
        }
        return lines(request.append('\n').toString());
    }

    private static byte[] lines(String text) {
        return text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    public void write(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** Reads the head of an answer. */
    String head() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int read = in.read();
            if (read < 0) {
                break;
            }
            head.write(read);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    public void text(String text) throws IOException {
        frame(true, 1, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends one masked frame; the mask is zero. */
    public void frame(boolean last, int opcode, byte[] payload) throws IOException {
        write(maskedFrame(last, opcode, payload));
    }

    /** The bytes of one masked frame; the mask is zero. */
    static byte[] maskedFrame(boolean last, int opcode, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write((last ? 0x80 : 0) | opcode);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else if (payload.length < 65_536) {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        } else {
            frame.write(0x80 | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) payload.length >> shift));
            }
        }
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    /** Reads the next frame. Throws EOFException if the connection has ended. */
    public Received read() throws IOException {
        int first = in.readUnsignedByte();
        long length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        return new Received(first & 0x0f, (first & COMPRESSED) != 0, ByteBuffer.wrap(in.readNBytes((int) length)));
    }

    /** Reads and returns whether the server has ended the connection. */
    public boolean ended() throws IOException {
        return in.read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
