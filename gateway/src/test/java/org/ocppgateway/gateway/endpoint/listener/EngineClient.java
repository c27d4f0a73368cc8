package org.ocppgateway.gateway.endpoint.listener;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;

/** A TLS client that decides about each record, also those without content. */
final class EngineClient implements AutoCloseable {
    static final byte[] REQUEST = "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    static final byte[] UPGRADE = ("GET /ocpp/CP-1 HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Protocol: ocpp1.6\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);

    private final Socket socket;
    private final SSLEngine engine;
    private final ByteBuffer encrypted = ByteBuffer.allocate(64 * 1024);
    private final ByteBuffer decrypted = ByteBuffer.allocate(64 * 1024);
    private final ByteArrayOutputStream unsent = new ByteArrayOutputStream();
    private boolean open = true;

    private EngineClient(Socket socket, SSLEngine engine) {
        this.socket = socket;
        this.engine = engine;
        encrypted.limit(0);
    }

    static EngineClient connect(int port, SSLContext context, String version) throws IOException {
        EngineClient client = handshake(port, context, version);
        client.flush();
        return client;
    }

    /** Sends {@code content} in one piece with the last message of the handshake. */
    static EngineClient connectWith(int port, SSLContext context, String version, byte[] content) throws IOException {
        EngineClient client = handshake(port, context, version);
        client.write(content);
        return client;
    }

    private static EngineClient handshake(int port, SSLContext context, String version) throws IOException {
        SSLEngine engine = context.createSSLEngine("gateway.example", port);
        engine.setUseClientMode(true);
        engine.setEnabledProtocols(new String[] {version});
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        EngineClient client = new EngineClient(socket, engine);
        client.handshake();
        return client;
    }

    private void handshake() throws IOException {
        engine.beginHandshake();
        while (engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
            switch (engine.getHandshakeStatus()) {
                case NEED_WRAP -> wrap(new byte[0]);
                case NEED_TASK -> engine.getDelegatedTask().run();
                default -> {
                    flush();
                    read();
                }
            }
        }
    }

    /** One record with this content. */
    void write(byte[] content) throws IOException {
        wrap(content);
        flush();
    }

    private void wrap(byte[] content) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.wrap(content), out);
        unsent.write(out.array(), 0, out.position());
    }

    private void flush() {
        try {
            unsent.writeTo(socket.getOutputStream());
            unsent.reset();
        } catch (IOException e) {
            open = false;
        }
    }

    /** Sends a TLS 1.3 KeyUpdate: a record without content. */
    void updateKeys() throws IOException {
        engine.beginHandshake();
        write(new byte[0]);
    }

    /** Sends a second TLS 1.2 ClientHello on the open connection. */
    void renegotiate() throws IOException {
        engine.beginHandshake();
        write(new byte[0]);
    }

    private void read() throws IOException {
        SSLEngineResult result = engine.unwrap(encrypted, decrypted);
        if (result.getStatus() != SSLEngineResult.Status.BUFFER_UNDERFLOW) {
            return;
        }
        encrypted.compact();
        int read = socket.getInputStream().read(encrypted.array(), encrypted.position(), encrypted.remaining());
        if (read < 0) {
            open = false;
            throw new IOException("closed");
        }
        encrypted.position(encrypted.position() + read).flip();
    }

    /** Waits for a whole answer that ends with a line break. */
    void awaitAnswer() throws IOException {
        decrypted.clear();
        while (decrypted.position() == 0 || decrypted.get(decrypted.position() - 1) != '\n') {
            read();
        }
    }

    /** Waits until the answer contains {@code part}; returns the answer so far. */
    String awaitAnswer(String part) throws IOException {
        String answer = "";
        while (!answer.contains(part)) {
            read();
            answer = StandardCharsets.UTF_8.decode(decrypted.duplicate().flip()).toString();
        }
        return answer;
    }

    /** Whether the server has not closed yet, as far as a write or a read shows. */
    boolean isOpen() {
        try {
            if (open && socket.getInputStream().available() > 0) {
                read();
            } else if (open) {
                write(new byte[0]);
            }
        } catch (IOException e) {
            open = false;
        }
        return open && !engine.isInboundDone();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
