package org.ocppgateway.routing.redis.client;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.routing.Dependency;
import org.ocppgateway.routing.FailureLog;
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.log.RoutingLogEvent;

/**
 * The connection of a process to Redis. Any number of virtual threads submit operations; one thread drains them into
 * pipelines and is the only one that waits for Redis. Operations are executed in the order of submission.
 *
 * <p>Every operation completes within a few timeouts: a failed pipeline is tried once more on a new connection, then
 * its operations fail and its server is unavailable. An operation may therefore be executed twice, or be executed
 * although it failed; scripts must tolerate that.
 *
 * <p>A server is unavailable when it does not answer and also when it answers with a refusal ({@link RedisRefusal}):
 * from the first refusal until it accepts a write of the {@link Probe}, which runs every {@code retry-after}, also
 * while the server is healthy. Nothing else is sent to a server that is unavailable.
 */
public final class RedisLink {
    private static final EventLog LOG = EventLog.of(RedisLink.class);

    private static final String CLOSED = "the link to Redis is closed";

    /** Maximum wait for an operation; a probe that is due and a stop wait as long. */
    private static final long LONGEST_WAIT_MILLIS = 250;

    private final RedisSettings settings;
    private final RedisServers servers;
    private final ServerStates states;
    private final Pipelines pipelines;
    private final Duration leaseLifetime;
    private final CompletableFuture<Optional<RedisProblem>> firstProbe = new CompletableFuture<>();
    private final int batchSize;
    private final BlockingQueue<RedisOperation> queue;
    private final Dependency dependency;
    private final RedisMetrics metrics;
    private final FailureLog failures = new FailureLog(LOG, "redis-link");
    private final Thread worker;
    private volatile boolean stopping;
    private volatile boolean ended;

    /** Opens the link of a pod, which must be able to write. */
    public RedisLink(RedisSettings settings, PrometheusRegistry registry, Clock clock) {
        this(settings, Probe.ofPod(), registry, clock);
    }

    private RedisLink(RedisSettings settings, Probe probe, PrometheusRegistry registry, Clock clock) {
        this.settings = settings;
        this.batchSize = settings.batchSize();
        this.queue = new LinkedBlockingQueue<>(settings.queueLimit());
        this.dependency = new Dependency("redis", clock);
        this.metrics = new RedisMetrics(registry, queue::size, settings.queueLimit());
        this.servers = RedisServers.of(settings);
        this.states = new ServerStates(settings.lifetimes().lease(), dependency, metrics, System::nanoTime);
        this.leaseLifetime = settings.lifetimes().lease();
        metrics.serversOut(states::out);
        this.pipelines = new Pipelines(servers, probe, states, settings.retryAfter(), metrics);
        this.worker = Thread.ofPlatform().name("redis").daemon().start(this::work);
    }

    /** Opens the link of a backend, which only reads. */
    public static RedisLink forReading(RedisSettings settings, PrometheusRegistry registry, Clock clock) {
        return new RedisLink(settings, Probe.ofReader(), registry, clock);
    }

    /**
     * Waits for the first attempt to reach Redis.
     *
     * @return the setting because of which no server accepts this process: wrong kind of server, user, password or
     *     certificate; empty if one accepts it or none answers
     */
    public Optional<RedisProblem> awaitFirstProbe() throws InterruptedException {
        try {
            return firstProbe.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns whether the thread of the link runs. */
    public boolean running() {
        return worker.isAlive();
    }

    /** The server that holds a key now, as far as known; null if none does. */
    @Nullable
    public String serverOf(String key) {
        return servers.serverOf(key);
    }

    /**
     * Returns one key for each server that holds keys, as far as they are known, to run a call there. A server that holds next to no keys may
     * be absent.
     *
     * @param prefix of the keys
     */
    public List<String> keyPerServer(String prefix) {
        Map<String, String> keys = new LinkedHashMap<>();
        for (int tag = 0; tag < Pipelines.TAGS; tag++) {
            String key = prefix + "{" + tag + "}";
            String server = servers.serverOf(key);
            if (server != null) {
                keys.putIfAbsent(server, key);
            }
        }
        return List.copyOf(keys.values());
    }

    /**
     * Returns for how long a missing key has been conclusive. During that time, and for one lease lifetime before it,
     * its server accepted every write, so every live owner has written the key again.
     */
    public Duration conclusiveFor(String key) {
        String server = servers.serverOf(key);
        Duration accepted = server == null ? Duration.ZERO : states.acceptedFor(server);
        return accepted.compareTo(leaseLifetime) > 0 ? accepted.minus(leaseLifetime) : Duration.ZERO;
    }

    /** Whether every server of Redis accepts writes, and since when. */
    public Dependency dependency() {
        return dependency;
    }

    /** Executes a call and waits for its reply. */
    public String run(RedisCall call, String key, String... arguments)
            throws RedisUnavailableException, InterruptedException {
        CompletableFuture<@Nullable String> reply = submit(call, key, () -> true, arguments);
        try {
            String text = reply.get();
            if (text == null) {
                throw new IllegalStateException(call.operation() + " returned nothing");
            }
            return text;
        } catch (ExecutionException e) {
            throw new RedisUnavailableException(call.operation() + " was not executed: " + e.getCause(), e);
        }
    }

    /** Submits a call without waiting. The reply is never null; it fails if the call was not executed. */
    public Future<@Nullable String> start(RedisCall call, String key, String... arguments) {
        return submit(call, key, () -> true, arguments);
    }

    /**
     * Submits a call without waiting. A failure is only counted.
     *
     * @param wanted called directly before the call is sent; false cancels it
     * @param onDone called with the reply on the link's thread; must not block
     */
    public void runAsync(
            RedisCall call, String key, BooleanSupplier wanted, Consumer<String> onDone, String... arguments) {
        CompletableFuture<@Nullable String> reply = submit(call, key, wanted, arguments);
        var unused = reply.thenAccept(text -> {
            if (text != null) {
                enqueue(call, key, text, onDone);
            }
        });
    }

    private static void enqueue(RedisCall call, String key, String reply, Consumer<String> onDone) {
        try {
            onDone.accept(reply);
        } catch (RuntimeException e) {
            LOG.log(RoutingLogEvent.REDIS_REPLY_INVALID, call.operation(), key, e);
        }
    }

    private CompletableFuture<@Nullable String> submit(
            RedisCall call, String key, BooleanSupplier wanted, String... arguments) {
        RedisOperation operation = new RedisOperation(call, key, List.of(arguments), wanted, new CompletableFuture<>());
        if (stopping || ended || !queue.offer(operation)) {
            metrics.count(call, "overloaded");
            operation
                    .reply()
                    .completeExceptionally(new RedisUnavailableException(
                            stopping || ended ? CLOSED : "too many operations wait for Redis", null));
        }
        if (ended) {
            endAll(); // added after the last poll of the queue
        }
        return operation.reply();
    }

    private void work() {
        try {
            while (!stopping || !queue.isEmpty()) {
                probe();
                runNext();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // stopped
        } finally {
            ended = true;
            firstProbe.complete(Optional.empty());
            endAll();
        }
    }

    private void probe() {
        try {
            Optional<RedisProblem> problem = pipelines.probe();
            if (!firstProbe.isDone()) {
                firstProbe.complete(
                        problem.isPresent() || dependency.state().reachable()
                                ? problem
                                : RedisProblem.ofHandshake(settings));
            }
        } catch (Throwable e) {
            failures.failed(e);
            firstProbe.complete(Optional.empty());
        }
    }

    /** Completes every operation of the next batch, whatever happens: callers wait for them without a timeout. */
    private void runNext() throws InterruptedException {
        RedisOperation first = queue.poll(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
        if (first == null) {
            return;
        }
        List<RedisOperation> batch = new ArrayList<>(batchSize);
        batch.add(first);
        try {
            queue.drainTo(batch, batchSize - 1);
            pipelines.run(batch);
            failures.succeeded();
        } catch (Throwable e) { // also an Error: this thread serves all callers
            failures.failed(e);
            batch.removeIf(operation -> operation.reply().isDone());
            pipelines.failAll(batch, "failed", "an internal error", e);
        }
    }

    private void endAll() {
        List<RedisOperation> left = new ArrayList<>();
        queue.drainTo(left);
        pipelines.failAll(left, "skipped", CLOSED, null);
    }

    /** Executes submitted operations, at most within the timeout, and closes the connections. */
    public void close(Duration timeout) throws InterruptedException {
        stopping = true;
        if (!worker.join(timeout)) {
            worker.interrupt();
        }
        pipelines.close();
    }
}
