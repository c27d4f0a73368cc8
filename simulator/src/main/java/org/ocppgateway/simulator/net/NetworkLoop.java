package org.ocppgateway.simulator.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;

/**
 * A thread that performs all work of its connections: connecting, reading, writing and timers. Connections share the
 * buffers because the thread serves one connection at a time. All methods except {@link #execute} and {@link #close},
 * and all connections, belong to this thread.
 */
public final class NetworkLoop implements AutoCloseable {
    static final int BUFFER_SIZE = 64 * 1024;
    private static final int TLS_BUFFER_SIZE = 32 * 1024;

    private final LongSupplier clock;
    private final Selector selector;
    private final Thread thread;
    private final TimerWheel timers;
    private final long longestSleepMillis;

    /**
     * Tasks from other threads and deferred close events. Not bounded explicitly: a fleet adds a few tasks for start
     * and stop, and one per ended connection.
     */
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    private final ByteBuffer readBuffer = ByteBuffer.allocate(BUFFER_SIZE);
    private final ByteBuffer writeBuffer = ByteBuffer.allocate(BUFFER_SIZE);

    /** Buffer for one TLS record of the maximum size, 16 KiB and its overhead. */
    private final ByteBuffer encryptedReadBuffer = ByteBuffer.allocate(TLS_BUFFER_SIZE);

    private final ByteBuffer encryptedWriteBuffer = ByteBuffer.allocate(TLS_BUFFER_SIZE);
    private final SplittableRandom random;

    private volatile boolean running = true;

    /**
     * Creates a loop that is not started.
     *
     * @param clock monotonic nanoseconds since the Unix epoch
     * @param tick maximum delay of a timer, in whole milliseconds, and maximum sleep of the thread
     */
    public NetworkLoop(String name, LongSupplier clock, Duration tick, long seed) {
        this.clock = clock;
        random = new SplittableRandom(seed);
        timers = new TimerWheel(clock.getAsLong(), tick);
        longestSleepMillis = tick.toMillis();
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open a selector: " + e.getMessage(), e);
        }
        thread = Thread.ofPlatform().name(name).daemon(true).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** Schedules a task on the thread of the loop. Thread-safe. */
    public void execute(Runnable task) {
        tasks.add(task);
        wakeUp();
    }

    /** Starts a connection attempt. The listener receives the result. */
    public ClientConnection connect(
            ConnectionTarget target, ClientConnectionListener listener, ClientConnectionLimits limits) {
        ClientConnection connection = new ClientConnection(this, listener, limits);
        connection.connect(target);
        return connection;
    }

    public TimerWheel timers() {
        return timers;
    }

    /** Nanoseconds since the Unix epoch. */
    public long now() {
        return clock.getAsLong();
    }

    /** Stops the thread and drops all connections without a close frame. Thread-safe. */
    @Override
    public void close() {
        running = false;
        wakeUp();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    Selector selector() {
        return selector;
    }

    ByteBuffer readBuffer() {
        return readBuffer.clear();
    }

    ByteBuffer writeBuffer() {
        return writeBuffer.clear();
    }

    ByteBuffer encryptedReadBuffer() {
        return encryptedReadBuffer.clear();
    }

    ByteBuffer encryptedWriteBuffer() {
        return encryptedWriteBuffer.clear();
    }

    SplittableRandom random() {
        return random;
    }

    private void run() {
        try {
            while (running) {
                selector.select(NetworkLoop::serve, longestSleepMillis);
                timers.advance(now());
                runTasks();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the selector failed: " + e.getMessage(), e);
        } finally {
            dropAll();
        }
    }

    /** A closed selector is not woken up: another file can have its descriptor. */
    private synchronized void wakeUp() {
        if (selector.isOpen()) {
            selector.wakeup();
        }
    }

    private synchronized void dropAll() {
        try {
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the connections: " + e.getMessage(), e);
        }
    }

    private static void serve(SelectionKey key) {
        ((ClientConnection) key.attachment()).ready();
    }

    private void runTasks() {
        // Tasks added during this turn run in the next turn, after the sockets.
        for (int left = tasks.size(); left > 0; left--) {
            Runnable task = tasks.poll();
            if (task != null) {
                task.run();
            }
        }
    }
}
