package org.ocppgateway.ops.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.simulator.net.ConnectionTarget;
import org.ocppgateway.simulator.net.NetworkLoop;

/** Many charge points on one network thread, controlled by another thread. Closing it drops all connections at once. */
public final class Load implements AutoCloseable {
    private static final String SUBPROTOCOL = "ocpp1.6";
    private static final long SEED = 1;
    /** Tick of the timer. Short, because all CALLs due within one tick are sent at once and delay each other. */
    private static final Duration TICK = Duration.ofMillis(1);

    /** Longest wait for the thread of the loop, which never blocks. */
    private static final Duration LOOP_TIMEOUT = Duration.ofSeconds(60);

    /** Source addresses: one address has too few ports while those of closed connections are still reserved. */
    private static final int SOURCES = 8;

    private final NetworkLoop loop;
    private final LoadTally tally = new LoadTally();
    private final List<Caller> callers = new ArrayList<>();

    /** @param endpoint URI of the gateway without the identity */
    public Load(URI endpoint, int chargePoints) {
        this(endpoint, chargePoints, null);
    }

    /**
     * Creates the load.
     *
     * @param endpoint URI of the gateway without the identity
     * @param tls creates the TLS engine of the charge point with that index; null for connections without TLS
     */
    public Load(URI endpoint, int chargePoints, @Nullable IntFunction<SSLEngine> tls) {
        this(endpoint, chargePoints, tls, null);
    }

    /**
     * Creates the load.
     *
     * @param endpoint URI of the server without the identity
     * @param tls creates the TLS engine of the charge point with that index; null for connections without TLS
     * @param password of every charge point, for HTTP basic authentication with its identity; null for none
     */
    public Load(URI endpoint, int chargePoints, @Nullable IntFunction<SSLEngine> tls, @Nullable String password) {
        long epoch = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) - System.nanoTime();
        loop = new NetworkLoop("load", () -> epoch + System.nanoTime(), TICK, SEED);
        InetSocketAddress address = new InetSocketAddress(endpoint.getHost(), endpoint.getPort());
        for (int i = 0; i < chargePoints; i++) {
            int index = i;
            String path = endpoint.getRawPath() + "/" + identity(i);
            InetAddress source = source(i % SOURCES);
            callers.add(new Caller(
                    loop,
                    new ConnectionTarget(
                            address,
                            endpoint.getAuthority(),
                            path,
                            SUBPROTOCOL,
                            password == null ? null : basic(identity(i), password),
                            source,
                            tls == null ? null : () -> tls.apply(index)),
                    tally));
        }
        loop.start();
    }

    /** Returns the identity of the charge point with that index. */
    public static String identity(int index) {
        return String.format(Locale.ROOT, "LOAD-%06d", index);
    }

    private static String basic(String user, String password) {
        String credentials = user + ":" + password;
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
    }

    private static InetAddress source(int number) {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 1, (byte) (1 + number)});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("a loopback address has four bytes", e);
        }
    }

    /**
     * Connects all charge points. Blocks until all are connected.
     *
     * @param underWay maximum number of concurrent connection attempts; the number of charge points for a storm
     * @return the duration
     * @throws IllegalStateException if a charge point could not connect, or the timeout expired
     */
    public Duration connect(int underWay, Duration timeout) throws InterruptedException {
        long begun = System.nanoTime();
        int started = 0;
        while (tally.open() < callers.size()) {
            int upTo = Math.min(callers.size(), tally.open() + underWay);
            if (upTo > started) {
                List<Caller> some = callers.subList(started, upTo);
                loop.execute(() -> some.forEach(Caller::connect));
                started = upTo;
            }
            if (tally.lost() > 0 || System.nanoTime() - begun > timeout.toNanos()) {
                throw new IllegalStateException(tally.open() + " of " + callers.size() + " are connected after "
                        + Duration.ofNanos(System.nanoTime() - begun).toMillis() + " ms; " + onLoop(tally::problems));
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /**
     * Connects all charge points. Each sends one CALL as soon as it is connected. Blocks until every charge point has
     * an answer or has lost its connection; lost connections and CALLERRORs are in {@link #problems}.
     *
     * @param underWay maximum number of concurrent connection attempts
     * @return the duration
     * @throws IllegalStateException if the timeout expired
     */
    public Duration connectAndCall(CallTemplate template, int underWay, Duration timeout) throws InterruptedException {
        long begun = System.nanoTime();
        int started = 0;
        onLoop(() -> {
            tally.restart();
            return true;
        });
        while (onLoop(this::settled) < callers.size()) {
            int upTo = Math.min(callers.size(), tally.tried() + underWay);
            if (upTo > started) {
                List<Caller> some = callers.subList(started, upTo);
                loop.execute(() -> some.forEach(caller -> caller.connect(Caller.Calling.once(template))));
                started = upTo;
            }
            if (System.nanoTime() - begun > timeout.toNanos()) {
                throw new IllegalStateException("after %d s %,d of %,d are connected and %,d answered; %s"
                        .formatted(
                                timeout.toSeconds(),
                                tally.open(),
                                callers.size(),
                                onLoop(tally::answered),
                                problems()));
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Number of charge points that need no more waiting. */
    private long settled() {
        return tally.answered() + tally.refused() + tally.abandoned();
    }

    /** Number of connections that ended or could not be opened. */
    public int lost() {
        return tally.lost();
    }

    /** Returns the number of each problem since the load was created. Blocks shortly. */
    public Map<String, Integer> problems() throws InterruptedException {
        return onLoop(tally::problems);
    }

    /** Sends one CALL from every charge point. Blocks until all are answered. */
    public void callOnce(CallTemplate template, Duration timeout) throws InterruptedException {
        onLoop(() -> {
            tally.restart();
            for (Caller caller : callers) {
                caller.begin(Caller.Calling.once(template), loop.now());
            }
            return true;
        });
        long deadline = System.nanoTime() + timeout.toNanos();
        while (onLoop(tally::answered) < callers.size()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("CALLs without an answer: " + onLoop(tally::problems));
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        stop();
    }

    /**
     * Runs a closed loop: the first {@code active} charge points send a CALL as soon as their previous one is
     * answered.
     *
     * @param warmUp duration before counting begins
     */
    public CallReport callInClosedLoop(int active, CallTemplate template, Duration warmUp, Duration measured)
            throws InterruptedException {
        return call(active, new Caller.Calling(template, 0), warmUp, measured);
    }

    /** Sends {@code perSecond} CALLs per second in total from the first {@code active} charge points, evenly spread. */
    public CallReport callAtRate(
            int active, double perSecond, CallTemplate template, Duration warmUp, Duration measured)
            throws InterruptedException {
        long interval = (long) (active / perSecond * TimeUnit.SECONDS.toNanos(1));
        return call(active, new Caller.Calling(template, interval), warmUp, measured);
    }

    private CallReport call(int active, Caller.Calling calling, Duration warmUp, Duration measured)
            throws InterruptedException {
        onLoop(() -> {
            for (int i = 0; i < active; i++) {
                callers.get(i).begin(calling, loop.now() + calling.intervalNanos() * i / active);
            }
            return true;
        });
        Thread.sleep(warmUp);
        long begun = onLoop(() -> {
            tally.restart();
            return loop.now();
        });
        Thread.sleep(measured);
        CallReport report = onLoop(() -> new CallReport(
                tally.answered() * 1e9 / (loop.now() - begun), tally.latency().copy(), tally.problems()));
        stop();
        return report;
    }

    private void stop() throws InterruptedException {
        onLoop(() -> {
            callers.forEach(Caller::stop);
            return true;
        });
    }

    private <T> T onLoop(Callable<T> task) throws InterruptedException {
        CompletableFuture<T> result = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                result.complete(task.call());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        try {
            return result.get(LOOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the thread of the load generator does not respond", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the load generator failed", e.getCause());
        }
    }

    @Override
    public void close() {
        loop.close();
    }
}
