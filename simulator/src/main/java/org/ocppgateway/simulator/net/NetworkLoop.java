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
 * One thread that does everything for its connections: connecting, reading, writing, timers. Buffers are shared, since
 * only one connection is served at any moment. Apart from {@link #execute} and {@link #close} everything here, and every
 * connection, belongs to that thread.
 */
public final class NetworkLoop implements AutoCloseable {
    static final int BUFFER_SIZE = 64 * 1024;

    private final LongSupplier clock;
    private final Selector selector;
    private final Thread thread;
    private final TimerWheel timers;
    private final long longestSleepMillis;

    /** Tasks from outside. Few by nature: starting and stopping a fleet, and the closings due after this turn. */
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    private final ByteBuffer readBuffer = ByteBuffer.allocate(BUFFER_SIZE);
    private final ByteBuffer writeBuffer = ByteBuffer.allocate(BUFFER_SIZE);
    private final SplittableRandom random;

    private volatile boolean running = true;

    /**
     * Makes a loop that does nothing yet.
     *
     * @param clock nanoseconds since the epoch, never going back
     * @param tick how late a timer may fire, whole milliseconds; the thread wakes up as often
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

    /** Runs the task on the loop's thread, soon. From any thread. */
    public void execute(Runnable task) {
        tasks.add(task);
        wakeUp();
    }

    /** Starts to connect; what comes of it is told to the listener. */
    public ClientConnection connect(
            ConnectionTarget target, ClientConnectionListener listener, ClientConnectionLimits limits) {
        ClientConnection connection = new ClientConnection(this, listener, limits);
        connection.connect(target);
        return connection;
    }

    public TimerWheel timers() {
        return timers;
    }

    /** Nanoseconds since the epoch. */
    public long now() {
        return clock.getAsLong();
    }

    /** Stops the thread and drops every connection without another word. From any thread. */
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

    /** Not once it is closed: its file descriptor may belong to something else by then. */
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
        // Tasks that a task adds wait for the next turn, so that sockets are served in between.
        for (int left = tasks.size(); left > 0; left--) {
            Runnable task = tasks.poll();
            if (task != null) {
                task.run();
            }
        }
    }
}
