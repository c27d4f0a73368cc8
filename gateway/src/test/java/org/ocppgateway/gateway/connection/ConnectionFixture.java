package org.ocppgateway.gateway.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.log.LogSubject;

/** Connections with a manual clock and a listener that the test can block. */
final class ConnectionFixture {
    static final Duration PING_INTERVAL = Duration.ofMinutes(1);
    static final Duration MESSAGE_TIMEOUT = Duration.ofMinutes(2);
    static final int INBOX = 2;
    static final int BACKLOG = 100;
    static final int WRITER = 3;

    final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000);
    final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    /** Threads that read the messages, in order. */
    final List<Thread> readers = new CopyOnWriteArrayList<>();

    final BlockingQueue<CloseStatus> closes = new LinkedBlockingQueue<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final PrometheusRegistry registry = new PrometheusRegistry();
    final Connections connections;
    final PingService pings;
    private volatile Semaphore gate = new Semaphore(Integer.MAX_VALUE);

    ConnectionFixture() {
        this(2, BACKLOG, FloodLimits.NONE);
    }

    ConnectionFixture(int maxConnections, long backlog, FloodLimits flood) {
        ConnectionLimits limits = new ConnectionLimits(
                maxConnections,
                new LivenessLimits(PING_INTERVAL, PING_INTERVAL.multipliedBy(2), Duration.ofMinutes(15)),
                new ReceiveLimits((int) Math.min(backlog, 1_000_000), MESSAGE_TIMEOUT, INBOX, backlog, flood),
                WRITER,
                Duration.ofMillis(50));
        connections = new Connections(limits, nanos::get, timer, registry);
        pings = new PingService(connections, timer);
    }

    void stop() {
        timer.shutdownNow();
    }

    /** From now on the listener blocks in each message until {@link #processOne}. */
    void blockListener() {
        gate = new Semaphore(0);
    }

    void processOne() {
        gate.release();
    }

    /** Lets nothing that is delayed run until the returned action is called. */
    Runnable holdTimer() {
        CountDownLatch end = new CountDownLatch(1);
        Future<?> unused = timer.submit(() -> {
            end.await();
            return null;
        });
        return end::countDown;
    }

    /** Returns the status of the next disconnection. Fails after 60 s without one. */
    CloseStatus awaitClose() throws InterruptedException {
        CloseStatus status = closes.poll(60, TimeUnit.SECONDS);
        if (status == null) {
            throw new AssertionError("the connection was not closed");
        }
        return status;
    }

    /** Number of messages after which reading paused. */
    double readingPaused() {
        return registry.scrape("ocpp_gateway_connection_read_pauses"::equals).stream()
                .flatMap(metric -> metric.getDataPoints().stream())
                .mapToDouble(point -> ((CounterSnapshot.CounterDataPointSnapshot) point).getValue())
                .sum();
    }

    Connection open(Transport transport) {
        return Objects.requireNonNull(connections.open(transport, connection -> new Recorder()));
    }

    /** Delivers a complete message. */
    static void message(Connection connection, String text) {
        connection.onText(UTF_8.encode(text), true);
    }

    /** Delivers a fragment with {@code bytes} bytes. */
    static void part(Connection connection, int bytes) {
        connection.onText(ByteBuffer.wrap("x".repeat(bytes).getBytes(UTF_8)), false);
    }

    /** Delivers the last fragment, with one byte. */
    static void lastPart(Connection connection) {
        connection.onText(ByteBuffer.wrap(new byte[] {'x'}), true);
    }

    /** Advances the clock in steps and checks one ping slot per step. */
    void pass(Duration time) {
        long step = PING_INTERVAL.toNanos() / Connections.SLOTS;
        for (long passed = 0; passed < time.toNanos(); passed += step) {
            nanos.addAndGet(step);
            pings.checkNextSlot();
        }
    }

    /** Advances the clock in the same steps until the condition holds. */
    void passUntil(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            nanos.addAndGet(PING_INTERVAL.toNanos() / Connections.SLOTS);
            pings.checkNextSlot();
        }
    }

    /** Number of measured round-trip times. */
    long measuredRoundTrips() {
        return registry.scrape("ocpp_gateway_connection_ping_duration_seconds"::equals).stream()
                .flatMap(metric -> metric.getDataPoints().stream())
                .mapToLong(point -> ((HistogramSnapshot.HistogramDataPointSnapshot) point).getCount())
                .sum();
    }

    private final class Recorder implements ConnectionListener {
        @Override
        public LogSubject subject() {
            return LogSubject.of(new ChargePointId("CP-1"));
        }

        @Override
        public void onOpen() {}

        @Override
        public void onMessage(String text, BacklogPermit permit) throws InterruptedException {
            gate.acquire();
            readers.add(Thread.currentThread());
            received.add(text);
        }

        @Override
        public void onClose(Disconnection disconnection) {
            closes.add(disconnection.status());
        }
    }
}
