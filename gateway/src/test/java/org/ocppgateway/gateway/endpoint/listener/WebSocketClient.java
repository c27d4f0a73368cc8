package org.ocppgateway.gateway.endpoint.listener;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;

/** A blocking WebSocket client over any socket: short texts only. */
final class WebSocketClient implements AutoCloseable {
    private static final byte[] UPGRADE = """
            GET /ocpp/CP-1 HTTP/1.1\r
            Host: gateway.example\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            \r
            """.getBytes(StandardCharsets.US_ASCII);

    private final Socket socket;
    private final DataInputStream in;

    private WebSocketClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(20_000);
        in = new DataInputStream(socket.getInputStream());
    }

    static WebSocketClient tls(int port, SSLContext context) throws IOException {
        return over(TlsClient.connect(context, port, parameters -> {}));
    }

    /** Upgrades a connected socket. */
    static WebSocketClient over(Socket socket) throws IOException {
        WebSocketClient client = new WebSocketClient(socket);
        socket.getOutputStream().write(UPGRADE);
        String answer = client.head();
        if (!answer.startsWith("HTTP/1.1 101")) {
            throw new IOException(answer);
        }
        return client;
    }

    private String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed after " + head);
            }
            head.append((char) next);
        }
        return head.toString();
    }

    /** Sends a text and reads one. */
    String echo(String text) throws IOException {
        send(text);
        return receive();
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(frame(text));
    }

    /** A masked text frame whose mask is zero. */
    static byte[] frame(String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 8).put((byte) 0x81);
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        }
        frame.putInt(0).put(payload);
        byte[] bytes = new byte[frame.position()];
        frame.get(0, bytes);
        return bytes;
    }

    String receive() throws IOException {
        in.readByte();
        int length = in.readByte() & 0x7F;
        if (length == 126) {
            length = in.readUnsignedShort();
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    InputStream input() {
        return in;
    }

    Socket socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
