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
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;
import redis.clients.jedis.util.JedisURIHelper;

/**
 * The pod's one way to Redis. Any number of virtual threads hand over operations; one thread drains them into pipelines and
 * is the only one that waits for Redis. Operations are done in the order in which they were handed over.
 *
 * <p>Every operation ends within a few timeouts, whatever Redis does: a pipeline that fails is tried once more on a new
 * connection, then all that waits fails, and Redis is left alone for a while. So an operation may have been done twice, or
 * done although it failed: scripts have to bear that.
 */
public final class RedisLink {
    private final UnifiedJedis jedis;
    private final int batchSize;
    private final BlockingQueue<Operation> queue;
    private final CircuitBreaker breaker;
    private final Dependency dependency;
    private final RedisMetrics metrics;
    private final Thread worker;
    private volatile Runnable afterOutage = () -> {};
    private volatile boolean stopping;
    private boolean out;

    public RedisLink(RedisSettings settings, PrometheusRegistry registry, Clock clock) {
        this.jedis = connect(settings);
        this.batchSize = settings.batchSize();
        this.queue = new LinkedBlockingQueue<>(settings.queueLimit());
        this.breaker = new CircuitBreaker(settings.retryAfter(), System::nanoTime);
        this.dependency = new Dependency("redis", clock);
        this.metrics = new RedisMetrics(registry, queue::size);
        this.worker = Thread.ofPlatform().name("redis").daemon().start(this::work);
    }

    private static UnifiedJedis connect(RedisSettings settings) {
        int timeoutMillis = (int) settings.timeout().toMillis();
        var client = DefaultJedisClientConfig.builder(settings.uri())
                .connectionTimeoutMillis(timeoutMillis)
                .socketTimeoutMillis(timeoutMillis)
                .build();
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(2);
        pool.setMaxWait(settings.timeout());
        return RedisClient.builder()
                .hostAndPort(JedisURIHelper.getHostAndPort(settings.uri()))
                .clientConfig(client)
                .poolConfig(pool)
                .build();
    }

    /** One call to be made; {@code wanted} is asked directly before, and if it says no, the reply is null. */
    private record Operation(
            RedisCall call,
            String key,
            List<String> arguments,
            BooleanSupplier wanted,
            CompletableFuture<@Nullable String> reply) {}

    /** Whether Redis answered last time, and since when. */
    public Dependency dependency() {
        return dependency;
    }

    /** What to do whenever Redis answers again after it did not. Called on the link's thread; must only hand over. */
    void afterOutage(Runnable what) {
        afterOutage = what;
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
                onDone.accept(text);
            }
        });
    }

    private CompletableFuture<@Nullable String> submit(
            RedisCall call, String key, BooleanSupplier wanted, String... arguments) {
        Operation operation = new Operation(call, key, List.of(arguments), wanted, new CompletableFuture<>());
        if (stopping || !queue.offer(operation)) {
            metrics.count(call, "overloaded");
            operation.reply.completeExceptionally(new RedisUnavailableException(
                    stopping ? "the link to Redis is closed" : "too many operations wait for Redis", null));
        }
        return operation.reply;
    }

    private void work() {
        List<Operation> batch = new ArrayList<>(batchSize);
        try {
            while (!stopping || !queue.isEmpty()) {
                Operation first = queue.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, batchSize - 1);
                    runAll(batch);
                    batch.clear();
                }
            }
        } catch (InterruptedException e) {
            failAll(queue, "skipped", new RedisUnavailableException("the link to Redis is closed", e));
        }
    }

    private void runAll(List<Operation> batch) {
        if (!breaker.allows()) {
            failAll(batch, "skipped", new RedisUnavailableException("Redis is left alone after it failed", null));
            return;
        }
        try {
            List<Operation> unknown = runTwice(batch, RedisCall::on);
            if (!unknown.isEmpty()) {
                failAll(
                        runTwice(unknown, RedisCall::inFull),
                        "failed",
                        new RedisUnavailableException("Redis does not take scripts", null));
            }
            breaker.succeeded();
            dependency.up();
            if (out) {
                out = false;
                afterOutage.run();
            }
        } catch (JedisException e) {
            out = true;
            breaker.failed();
            dependency.down(String.valueOf(e.getMessage()));
            failAll(batch, "failed", new RedisUnavailableException("Redis does not answer: " + e.getMessage(), e));
        }
    }

    /** How a call is put into a pipeline. */
    private interface Way {
        Response<?> of(RedisCall call, AbstractPipeline pipeline, String key, List<String> arguments);
    }

    private List<Operation> runTwice(List<Operation> batch, Way way) {
        try {
            return pipeline(batch, way);
        } catch (JedisException e) {
            return pipeline(batch, way); // the connection may have been a dead one from the pool
        }
    }

    /** Does the operations, and returns those that Redis did not know and has to be told in full. */
    private List<Operation> pipeline(List<Operation> batch, Way way) {
        List<@Nullable Response<?>> responses = new ArrayList<>(batch.size());
        long begun = System.nanoTime();
        try (AbstractPipeline pipeline = jedis.pipelined()) {
            for (Operation operation : batch) {
                responses.add(
                        operation.wanted.getAsBoolean()
                                ? way.of(operation.call, pipeline, operation.key, operation.arguments)
                                : null);
            }
            pipeline.sync();
        }
        metrics.pipelineSeconds.observe((System.nanoTime() - begun) / 1e9);
        List<Operation> unknown = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            if (!complete(batch.get(i), responses.get(i))) {
                unknown.add(batch.get(i));
            }
        }
        return unknown;
    }

    /** Hands over what became of an operation; false if Redis did not know it. */
    private boolean complete(Operation operation, @Nullable Response<?> response) {
        if (response == null) {
            metrics.count(operation.call, "skipped");
            operation.reply.complete(null);
            return true;
        }
        try {
            String reply = RedisCall.text(response.get());
            metrics.count(operation.call, "done");
            operation.reply.complete(reply);
        } catch (JedisNoScriptException e) {
            return false;
        } catch (JedisException e) {
            metrics.count(operation.call, "failed");
            operation.reply.completeExceptionally(new RedisUnavailableException(
                    "Redis refused " + operation.call.operation() + ": " + e.getMessage(), e));
        }
        return true;
    }

    private void failAll(Iterable<Operation> operations, String outcome, RedisUnavailableException cause) {
        for (Operation operation : operations) {
            metrics.count(operation.call, outcome);
            operation.reply.completeExceptionally(cause);
        }
    }

    /** Does what was handed over, at most within the timeout, and closes the connections. */
    public void close(Duration timeout) throws InterruptedException {
        stopping = true;
        if (!worker.join(timeout)) {
            worker.interrupt();
        }
        jedis.close();
    }
}
