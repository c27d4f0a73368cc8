package org.ocppgateway.ops.bench.flood;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Peers that reconnect whenever they are closed, and repeat their attack. */
public final class Attackers implements AutoCloseable {
    private static final int PINGS_AT_ONCE = 1_000;

    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger closed = new AtomicInteger();

    /** The attack on one connection; returns when the connection has ended. */
    @FunctionalInterface
    private interface Attack {
        void on(RawPeer peer) throws IOException, InterruptedException;
    }

    /** Sends all bytes of a message except the last, then waits. */
    public void sendUnfinished(URI endpoint, int count, int messageSize) {
        byte[] payload = new byte[messageSize - 1];
        Arrays.fill(payload, (byte) 'x');
        start(endpoint, "GREEDY-", count, peer -> {
            peer.write(RawPeer.head(RawPeer.TEXT, messageSize));
            peer.write(payload);
            readToTheEnd(peer);
        });
    }

    /** Sends pings without pause, and reads the pongs. */
    public void flood(URI endpoint, int count) {
        byte[] ping = RawPeer.head(RawPeer.PING, 0);
        byte[] pings = new byte[ping.length * PINGS_AT_ONCE];
        for (int i = 0; i < PINGS_AT_ONCE; i++) {
            System.arraycopy(ping, 0, pings, i * ping.length, ping.length);
        }
        start(endpoint, "PING-", count, peer -> {
            Thread reading = Thread.ofVirtual().start(() -> {
                try {
                    readToTheEnd(peer);
                } catch (IOException e) {
                    peer.close();
                }
            });
            try {
                while (reading.isAlive()) {
                    peer.write(pings);
                }
            } finally {
                peer.close();
                reading.join();
            }
        });
    }

    /** Number of connections that the gateway closed. */
    public int closed() {
        return closed.get();
    }

    private void start(URI endpoint, String prefix, int count, Attack attack) {
        for (int i = 0; i < count; i++) {
            String id = prefix + i;
            threads.add(Thread.ofVirtual().name(id).start(() -> repeatAttack(endpoint, id, attack)));
        }
    }

    private void repeatAttack(URI endpoint, String id, Attack attack) {
        while (!Thread.currentThread().isInterrupted()) {
            try (RawPeer peer = new RawPeer(endpoint, id)) {
                attack.on(peer);
                closed.incrementAndGet();
            } catch (IOException e) {
                closed.incrementAndGet();
            } catch (InterruptedException e) {
                return; // closed by stop()
            }
            try {
                TimeUnit.MILLISECONDS.sleep(100);
            } catch (InterruptedException e) {
                return; // closed by stop()
            }
        }
    }

    private static void readToTheEnd(RawPeer peer) throws IOException {
        while (peer.read().opcode() != RawPeer.CLOSE) {
            // The connection has ended, for any reason.
        }
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
    }
}
