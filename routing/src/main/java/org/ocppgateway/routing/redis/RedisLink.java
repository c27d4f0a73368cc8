package org.ocppgateway.routing.redis;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.routing.Dependency;
import org.ocppgateway.routing.FailureLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pod's one way to Redis. Any number of virtual threads hand over operations; one thread drains them into pipelines and
 * is the only one that waits for Redis. Operations are done in the order in which they were handed over.
 *
 * <p>Every operation ends within a few timeouts, whatever Redis does: a pipeline that fails is tried once more on a new
 * connection, then what was in it fails, and that server is left alone for a while. So an operation may have been done twice, or
 * done although it failed: scripts have to bear that.
 */
public final class RedisLink {
    private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);

    private final Pipelines pipelines;
    private final int batchSize;
    private final BlockingQueue<Operation> queue;
    private final Dependency dependency;
    private final RedisMetrics metrics;
    private final FailureLog failures = new FailureLog(LOG, "the work of the link to Redis");
    private final Thread worker;
    private volatile boolean stopping;

    public RedisLink(RedisSettings settings, PrometheusRegistry registry, Clock clock) {
        this.batchSize = settings.batchSize();
        this.queue = new LinkedBlockingQueue<>(settings.queueLimit());
        this.dependency = new Dependency("redis", clock);
        this.metrics = new RedisMetrics(registry, queue::size);
        this.pipelines = new Pipelines(RedisServers.of(settings), settings.retryAfter(), dependency, metrics);
        this.worker = Thread.ofPlatform().name("redis").daemon().start(this::work);
    }

    /** Whether Redis answered last time, and since when. */
    public Dependency dependency() {
        return dependency;
    }

    /** Makes a call and waits for its reply. */
    String run(RedisCall call, String key, String... arguments) throws RedisUnavailableException, InterruptedException {
        CompletableFuture<@Nullable String> reply = submit(call, key, () -> true, arguments);
        try {
            String text = reply.get();
            if (text == null) {
                throw new IllegalStateException(call.operation() + " returned nothing");
            }
            return text;
        } catch (ExecutionException e) {
            throw new RedisUnavailableException(call.operation() + " was not done: " + e.getCause(), e);
        }
    }

    /**
     * Hands a call over without waiting. A failure is counted and nothing more.
     *
     * @param wanted asked directly before the call would be made; false skips it
     * @param onDone called with the reply on the link's thread; must only hand over
     */
    void later(RedisCall call, String key, BooleanSupplier wanted, Consumer<String> onDone, String... arguments) {
        CompletableFuture<@Nullable String> reply = submit(call, key, wanted, arguments);
        var unused = reply.thenAccept(text -> {
            if (text != null) {
                handOver(call, key, text, onDone);
            }
        });
    }

    private static void handOver(RedisCall call, String key, String reply, Consumer<String> onDone) {
        try {
            onDone.accept(reply);
        } catch (RuntimeException e) {
            LOG.error("nothing could be made of the reply to {} of {}", call.operation(), key, e);
        }
    }

    private CompletableFuture<@Nullable String> submit(
            RedisCall call, String key, BooleanSupplier wanted, String... arguments) {
        Operation operation = new Operation(call, key, List.of(arguments), wanted, new CompletableFuture<>());
        if (stopping || !queue.offer(operation)) {
            metrics.count(call, "overloaded");
            operation
                    .reply()
                    .completeExceptionally(new RedisUnavailableException(
                            stopping ? "the link to Redis is closed" : "too many operations wait for Redis", null));
        }
        return operation.reply();
    }

    private void work() {
        List<Operation> batch = new ArrayList<>(batchSize);
        try {
            while (!stopping || !queue.isEmpty()) {
                Operation first = queue.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, batchSize - 1);
                    run(batch);
                    batch.clear();
                }
            }
        } catch (InterruptedException e) {
            pipelines.failAll(queue, "skipped", "the link to Redis is closed", e);
        }
    }

    /** Ends every operation of the batch, whatever happens: nobody who waits for one has a time limit of its own. */
    private void run(List<Operation> batch) {
        try {
            pipelines.run(batch);
            failures.succeeded();
        } catch (RuntimeException e) {
            failures.failed(e);
            batch.removeIf(operation -> operation.reply().isDone());
            pipelines.failAll(batch, "failed", "an internal error", e);
        }
    }

    /** Does what was handed over, at most within the timeout, and closes the connections. */
    public void close(Duration timeout) throws InterruptedException {
        stopping = true;
        if (!worker.join(timeout)) {
            worker.interrupt();
        }
        pipelines.close();
    }
}
