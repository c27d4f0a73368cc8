package org.ocppgateway.ops.bench.flood;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Sends wrong passwords at a fixed rate, each on a new connection, from one source address. */
public final class PasswordGuesser implements AutoCloseable {
    private static final int MAX_OPEN = 500;
    private static final int TIMEOUT_MILLIS = 30_000;
    private static final String SOURCE = "127.0.9.9";

    private final URI endpoint;
    private final int identities;
    private final Duration interval;
    private final Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();
    private final Semaphore free = new Semaphore(MAX_OPEN);
    private final ExecutorService guesses = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread pace;
    private volatile boolean stopped;

    private PasswordGuesser(URI endpoint, int identities, Duration interval) {
        this.endpoint = endpoint;
        this.identities = identities;
        this.interval = interval;
        this.pace = Thread.ofVirtual().name("guesses").unstarted(this::run);
    }

    /**
     * Starts to guess. At most {@value #MAX_OPEN} guesses wait for an answer at a time.
     *
     * @param identities guesses passwords of {@code TARGET-0}, {@code TARGET-1} and so on in turn
     */
    public static PasswordGuesser start(URI endpoint, int identities, Duration interval) {
        PasswordGuesser guesser = new PasswordGuesser(endpoint, identities, interval);
        guesser.pace.start();
        return guesser;
    }

    private void run() {
        long due = System.nanoTime();
        for (int i = 0; !stopped; i++) {
            String id = "TARGET-" + i % identities;
            String password = "guess-" + i;
            free.acquireUninterruptibly();
            guesses.execute(() -> guess(id, password));
            due += interval.toNanos();
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }

    private void guess(String id, String password) {
        String answer;
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.bind(new InetSocketAddress(InetAddress.getByName(SOURCE), 0));
            socket.connect(new InetSocketAddress(endpoint.getHost(), endpoint.getPort()), TIMEOUT_MILLIS);
            socket.getOutputStream().write(request(id, password));
            answer = status(socket.getInputStream());
        } catch (IOException e) {
            answer = e.getClass().getSimpleName();
        } finally {
            free.release();
        }
        answers.computeIfAbsent(answer, unused -> new AtomicInteger()).incrementAndGet();
    }

    private byte[] request(String id, String password) {
        String credentials = Base64.getEncoder().encodeToString((id + ":" + password).getBytes(UTF_8));
        return """
            GET %s/%s HTTP/1.1\r
            Host: gateway\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Protocol: ocpp1.6\r
            Authorization: Basic %s\r
            \r
            """.formatted(endpoint.getPath(), id, credentials).getBytes(US_ASCII);
    }

    /** The status of the answer: its second word. */
    private static String status(InputStream in) throws IOException {
        String[] line = new String(in.readNBytes("HTTP/1.1 401".length()), US_ASCII).split(" ");
        return line.length == 2 ? line[1] : "closed";
    }

    /** Returns the number of answers of each HTTP status, and of each kind of failure, so far. */
    public Map<String, Integer> answers() {
        Map<String, Integer> counts = new TreeMap<>();
        answers.forEach((answer, count) -> counts.put(answer, count.get()));
        return counts;
    }

    /** Stops, and waits for open guesses. */
    @Override
    public void close() {
        stopped = true;
        try {
            pace.join();
            guesses.shutdown();
            boolean unused = guesses.awaitTermination(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
