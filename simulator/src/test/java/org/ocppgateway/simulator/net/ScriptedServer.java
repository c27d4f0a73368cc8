package org.ocppgateway.simulator.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ServerSocketFactory;

/** WebSocket server on blocking sockets with one virtual thread per connection. A test controls every byte. */
public final class ScriptedServer implements AutoCloseable {
    private final ServerSocket listener;
    private final Script script;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

    /** Script of the server side of a connection. */
    @FunctionalInterface
    public interface Script {
        void serve(Peer peer) throws IOException;
    }

    /** A received frame. */
    public static final class Received {
        private final int opcode;
        private final byte[] payload;

        Received(int opcode, byte[] payload) {
            this.opcode = opcode;
            this.payload = payload;
        }

        public int opcode() {
            return opcode;
        }

        public String text() {
            return new String(payload, UTF_8);
        }

        public int closeCode() {
            return (payload[0] & 0xff) << 8 | (payload[1] & 0xff);
        }
    }

    public ScriptedServer(Script script) {
        this(ServerSocketFactory.getDefault(), script);
    }

    /** A server with sockets of its own kind, for example with TLS. */
    ScriptedServer(ServerSocketFactory sockets, Script script) {
        this.script = script;
        try {
            listener = sockets.createServerSocket(0, 1000, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    public ConnectionTarget target(String path) {
        InetSocketAddress address = new InetSocketAddress(listener.getInetAddress(), port());
        return new ConnectionTarget(address, "localhost", path, "ocpp1.6", null, null, null);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            script.serve(new Peer(socket));
        } catch (IOException e) {
            // The client closed the connection. The test checks the result.
        }
    }

    /** Server side of one connection. */
    public static final class Peer {
        private final Socket socket;
        private final DataInputStream in;
        private final OutputStream out;
        private final String request;

        Peer(Socket socket) throws IOException {
            this.socket = socket;
            in = new DataInputStream(socket.getInputStream());
            out = socket.getOutputStream();
            request = readRequest();
        }

        /** Received upgrade request. */
        public String request() {
            return request;
        }

        public InetAddress clientAddress() {
            return socket.getInetAddress();
        }

        public String header(String name) {
            return request.lines()
                    .filter(line -> line.startsWith(name + ": "))
                    .map(line -> line.substring(name.length() + 2))
                    .findFirst()
                    .orElse("");
        }

        public String acceptance() {
            try {
                byte[] hash = MessageDigest.getInstance("SHA-1")
                        .digest((header("Sec-WebSocket-Key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                                .getBytes(ISO_8859_1));
                return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Accept: " + Base64.getEncoder().encodeToString(hash)
                        + "\r\nsec-websocket-protocol: " + header("Sec-WebSocket-Protocol") + "\r\n\r\n";
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        public Peer upgrade() throws IOException {
            return raw(acceptance().getBytes(ISO_8859_1));
        }

        public Peer raw(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
            return this;
        }

        public Peer text(String text) throws IOException {
            return raw(frameBytes(0x81, text.getBytes(UTF_8)));
        }

        public Peer frame(int firstByte, String payload) throws IOException {
            return raw(frameBytes(firstByte, payload.getBytes(UTF_8)));
        }

        public Peer close(int code) throws IOException {
            return raw(frameBytes(0x88, new byte[] {(byte) (code >> 8), (byte) code}));
        }

        /** Reads and unmasks the next frame. Fails for an unmasked frame, because clients must mask every frame. */
        public Received read() throws IOException {
            int first = in.readUnsignedByte();
            int second = in.readUnsignedByte();
            if ((second & 0x80) == 0 || (first & 0x80) == 0) {
                throw new IOException("not a whole masked frame");
            }
            long length = second & 0x7f;
            if (length == 126) {
                length = in.readUnsignedShort();
            } else if (length == 127) {
                length = in.readLong();
            }
            byte[] mask = in.readNBytes(4);
            byte[] payload = in.readNBytes((int) length);
            for (int i = 0; i < payload.length; i++) {
                payload[i] ^= mask[i % 4];
            }
            return new Received(first & 0x0f, payload);
        }

        private String readRequest() throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            while (!bytes.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    throw new EOFException("no whole request");
                }
                bytes.write(next);
            }
            return bytes.toString(ISO_8859_1);
        }
    }

    /** Creates an unmasked frame, as servers send it. */
    public static byte[] frameBytes(int firstByte, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(firstByte);
        if (payload.length < 126) {
            frame.write(payload.length);
        } else if (payload.length <= 0xffff) {
            frame.write(126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        } else {
            frame.write(127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) payload.length >> shift));
            }
        }
        frame.writeBytes(payload);
        return frame.toByteArray();
    }
}
