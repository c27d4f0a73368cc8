package org.ocppgateway.simulator.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import org.jspecify.annotations.Nullable;

/**
 * A connection with TLS. Encrypted bytes are kept only while a record is incomplete or the socket is full, because most connections of a
 * fleet are idle. The thread of the network loop computes the handshake.
 */
final class TlsStream implements ByteStream {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SocketChannel channel;
    private final SSLEngine engine;
    private final NetworkLoop loop;

    /** Received bytes of an incomplete record. */
    private byte @Nullable [] received;

    /** Encrypted bytes that the socket did not accept yet. */
    private @Nullable ByteBuffer pending;

    private boolean established;

    TlsStream(SocketChannel channel, SSLEngine engine, NetworkLoop loop) {
        this.channel = channel;
        this.engine = engine;
        this.loop = loop;
    }

    @Override
    public void start() throws IOException {
        engine.beginHandshake();
        proceed();
    }

    @Override
    public boolean isEstablished() {
        return established;
    }

    @Override
    public int read(ByteBuffer buffer) throws IOException {
        ByteBuffer encrypted = loop.encryptedReadBuffer();
        byte[] before = received;
        if (before != null) {
            encrypted.put(before);
        }
        if (channel.read(encrypted) < 0) {
            return -1;
        }
        encrypted.flip();
        int start = buffer.position();
        boolean ended = decrypt(encrypted, buffer);
        received = null;
        if (encrypted.hasRemaining()) {
            byte[] rest = new byte[encrypted.remaining()];
            encrypted.get(rest);
            received = rest;
        }
        int count = buffer.position() - start;
        return count == 0 && ended ? -1 : count;
    }

    /** Decrypts all complete records; returns whether the server has ended the stream. */
    private boolean decrypt(ByteBuffer encrypted, ByteBuffer buffer) throws IOException {
        while (true) {
            SSLEngineResult result = engine.unwrap(encrypted, buffer);
            if (result.getStatus() == Status.CLOSED) {
                return true;
            }
            boolean worked = proceed() || result.bytesConsumed() > 0 || result.bytesProduced() > 0;
            if (result.getStatus() != Status.OK || !worked) {
                return false;
            }
        }
    }

    /** Performs the pending steps of the handshake, except reading. Returns whether there were any. */
    private boolean proceed() throws IOException {
        boolean worked = false;
        while (true) {
            HandshakeStatus status = engine.getHandshakeStatus();
            if (status == HandshakeStatus.NEED_TASK) {
                for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                    task.run();
                }
            } else if (status == HandshakeStatus.NEED_WRAP && pending == null) {
                encrypt(NOTHING.duplicate());
            } else {
                established |= status == HandshakeStatus.NOT_HANDSHAKING;
                return worked;
            }
            worked = true;
        }
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        while (established && pending == null && bytes.hasRemaining()) {
            encrypt(bytes);
        }
    }

    /** Encrypts one record and writes it. */
    private void encrypt(ByteBuffer bytes) throws IOException {
        ByteBuffer encrypted = loop.encryptedWriteBuffer();
        SSLEngineResult result = engine.wrap(bytes, encrypted);
        if (result.getStatus() == Status.CLOSED && result.bytesProduced() == 0) {
            throw new IOException("TLS is closed");
        }
        encrypted.flip();
        channel.write(encrypted);
        if (encrypted.hasRemaining()) {
            pending = ByteBuffer.allocate(encrypted.remaining()).put(encrypted).flip();
        }
    }

    @Override
    public boolean hasPending() {
        return pending != null;
    }

    @Override
    public void flush() throws IOException {
        ByteBuffer waiting = pending;
        if (waiting != null) {
            channel.write(waiting);
            if (waiting.hasRemaining()) {
                return;
            }
            pending = null;
        }
        proceed();
    }
}
