package org.ocppgateway.ops.bench.flood;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Charge points on slow links. Each sends one large report after the other, a few bytes at a time, and waits for its
 * answer. Measures the time from the last byte of a report to its answer.
 */
public final class SlowFleet implements AutoCloseable {
    private static final long LONGEST_MICROS = Duration.ofMinutes(5).toNanos() / 1_000;

    private final URI endpoint;
    private final Link link;
    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch connected;
    private final AtomicInteger lost = new AtomicInteger();
    private volatile Histogram latencies = fresh();
    private volatile boolean stopping;

    /**
     * The load of one charge point.
     *
     * @param reportSize bytes of one report
     * @param chunk bytes sent at once
     * @param pause between two chunks
     * @param interval from the answer to one report to the beginning of the next
     */
    public record Link(int reportSize, int chunk, Duration pause, Duration interval) {}

    private SlowFleet(URI endpoint, List<String> ids, Link link) {
        this.endpoint = endpoint;
        this.link = link;
        this.connected = new CountDownLatch(ids.size());
        for (String id : ids) {
            threads.add(Thread.ofVirtual().name(id).start(() -> live(id)));
        }
    }

    /** Connects this number of charge points. Blocks until all are connected. */
    public static SlowFleet start(URI endpoint, int count, Link link, Duration timeout) throws InterruptedException {
        List<String> ids =
                IntStream.range(0, count).mapToObj(number -> "SLOW-" + number).toList();
        return start(endpoint, ids, link, timeout);
    }

    /** Connects charge points with these identities. Blocks until all are connected. */
    public static SlowFleet start(URI endpoint, List<String> ids, Link link, Duration timeout)
            throws InterruptedException {
        SlowFleet fleet = new SlowFleet(endpoint, ids, link);
        if (!fleet.connected.await(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
            fleet.close();
            throw new IllegalStateException(fleet.connected.getCount() + " charge points did not connect");
        }
        return fleet;
    }

    /** Number of connections that ended although the charge point did not end them. */
    public int lost() {
        return lost.get();
    }

    /** Latencies in microseconds of all reports answered since the last call. */
    public Histogram takeLatencies() {
        Histogram taken = latencies;
        latencies = fresh();
        return taken;
    }

    private static Histogram fresh() {
        return new ConcurrentHistogram(LONGEST_MICROS, 3);
    }

    private void live(String id) {
        try (RawPeer peer = new RawPeer(endpoint, id)) {
            connected.countDown();
            for (int number = 0; !stopping; number++) {
                report(peer, number);
            }
        } catch (EOFException | SocketException e) {
            end(id, "lost");
        } catch (IOException e) {
            end(id, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed by stop()
        }
    }

    private void end(String id, String how) {
        if (!stopping) {
            lost.incrementAndGet();
            System.err.println(id + ": " + how);
        }
    }

    private void report(RawPeer peer, int number) throws IOException, InterruptedException {
        byte[] frame = RawPeer.frame(
                RawPeer.TEXT,
                "[2,\"%d\",\"DataTransfer\",{\"vendorId\":\"bench\",\"data\":\"%s\"}]"
                        .formatted(number, "r".repeat(link.reportSize())));
        for (int sent = 0; sent < frame.length; sent += link.chunk()) {
            if (sent > 0) {
                TimeUnit.NANOSECONDS.sleep(link.pause().toNanos());
            }
            peer.write(Arrays.copyOfRange(frame, sent, Math.min(frame.length, sent + link.chunk())));
        }
        long complete = System.nanoTime();
        RawPeer.Frame answer = peer.read();
        if (answer.opcode() != RawPeer.TEXT) {
            throw new IOException("closed with " + answer.payload().getShort(0));
        }
        latencies.recordValue(Math.min(LONGEST_MICROS, (System.nanoTime() - complete) / 1_000));
        TimeUnit.NANOSECONDS.sleep(link.interval().toNanos());
    }

    @Override
    public void close() {
        stopping = true;
        threads.forEach(Thread::interrupt);
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
