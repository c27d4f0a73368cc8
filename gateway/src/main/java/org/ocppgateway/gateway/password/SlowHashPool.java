package org.ocppgateway.gateway.password;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Few threads that compute slow hashes, and a bounded queue in front of them: the time and memory that attackers can make the gateway
 * spend are bounded by it. They are platform threads of low priority, because a computation would keep a carrier of virtual threads.
 */
final class SlowHashPool implements AutoCloseable {
    private final ThreadPoolExecutor threads;
    private final Duration timeout;

    /**
     * Starts the threads when they are needed.
     *
     * @param concurrency the most computations at a time
     * @param queueLimit the most that wait
     * @param timeout of one task, waiting included
     */
    SlowHashPool(int concurrency, int queueLimit, Duration timeout) {
        ThreadFactory factory = Thread.ofPlatform()
                .name("password-hash-", 0)
                .daemon()
                .priority(Thread.MIN_PRIORITY)
                .factory();
        this.threads = new ThreadPoolExecutor(
                concurrency, concurrency, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(queueLimit), factory);
        threads.allowCoreThreadTimeOut(true);
        this.timeout = timeout;
    }

    /** There was no place in the queue. */
    static final class QueueFullException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Runs a task and waits for its result. A task that takes too long is interrupted; if it has not started, it is removed.
     *
     * @throws TimeoutException if it did not complete in time
     */
    <T> T run(Callable<T> task) throws QueueFullException, TimeoutException, InterruptedException {
        Future<T> future;
        try {
            future = threads.submit(task);
        } catch (RejectedExecutionException e) {
            throw new QueueFullException();
        }
        try {
            return future.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a slow hash failed", e.getCause());
        } finally {
            if (future.cancel(true)) {
                threads.purge();
            }
        }
    }

    int waiting() {
        return threads.getQueue().size();
    }

    /** Ends the threads; tasks that wait time out. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
