package org.ocppgateway.routing.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.routing.Dependency;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;
import redis.clients.jedis.exceptions.JedisRedirectionException;

/**
 * Takes a batch of operations to their servers, one pipeline for each. What fails is tried once more, in full, on a new connection
 * and after asking who holds the keys now; then it fails, and that server alone is left alone for a while. Used by the link's
 * thread.
 */
final class Pipelines {
    /** Stands for those who know which server holds what. */
    private static final String EVERY_SERVER = "";

    private static final String LEFT_ALONE = "Redis is left alone after it failed";

    private final RedisServers servers;
    private final Duration retryAfter;
    private final Dependency dependency;
    private final RedisMetrics metrics;
    private final Map<String, CircuitBreaker> breakers = new HashMap<>();

    Pipelines(RedisServers servers, Duration retryAfter, Dependency dependency, RedisMetrics metrics) {
        this.servers = servers;
        this.retryAfter = retryAfter;
        this.dependency = dependency;
        this.metrics = metrics;
    }

    /** Ends every operation of the batch. */
    void run(List<Operation> batch) {
        List<Operation> unfinished = attempt(batch, false);
        if (!unfinished.isEmpty()) {
            attempt(unfinished, true);
        }
    }

    /** Returns what is worth another attempt; nothing if this is the last one. */
    private List<Operation> attempt(List<Operation> operations, boolean last) {
        List<Operation> again = new ArrayList<>();
        byServer(operations).forEach((server, share) -> {
            CircuitBreaker breaker = breaker(server);
            if (!breaker.allows()) {
                failAll(share, "skipped", LEFT_ALONE, null);
                return;
            }
            try {
                again.addAll(pipeline(server, share, last));
                breaker.succeeded();
                dependency.up();
            } catch (JedisException e) {
                if (last) {
                    failed(server, share, e);
                } else {
                    servers.refresh();
                    again.addAll(share);
                }
            }
        });
        return again;
    }

    private Map<String, List<Operation>> byServer(List<Operation> operations) {
        CircuitBreaker breaker = breaker(EVERY_SERVER);
        if (!breaker.allows()) {
            failAll(operations, "skipped", LEFT_ALONE, null);
            return Map.of();
        }
        try {
            servers.connect();
            breaker.succeeded();
        } catch (JedisException e) {
            failed(EVERY_SERVER, operations, e);
            return Map.of();
        }
        Map<String, List<Operation>> shares = new LinkedHashMap<>();
        for (Operation operation : operations) {
            String server = servers.serverOf(operation.key());
            if (server == null) {
                failAll(List.of(operation), "failed", "no server holds the key", null);
            } else {
                shares.computeIfAbsent(server, first -> new ArrayList<>()).add(operation);
            }
        }
        return shares;
    }

    private CircuitBreaker breaker(String server) {
        return breakers.computeIfAbsent(server, each -> new CircuitBreaker(retryAfter, System::nanoTime));
    }

    private List<Operation> pipeline(String server, List<Operation> operations, boolean last) {
        List<@Nullable Response<?>> responses = new ArrayList<>(operations.size());
        long begun = System.nanoTime();
        try (AbstractPipeline pipeline = servers.pipeline(server)) {
            for (Operation operation : operations) {
                responses.add(operation.wanted().getAsBoolean() ? put(operation, pipeline, last) : null);
            }
            pipeline.sync();
        }
        metrics.pipelineSeconds.observe((System.nanoTime() - begun) / 1e9);
        List<Operation> again = new ArrayList<>();
        boolean referred = false;
        for (int i = 0; i < operations.size(); i++) {
            JedisException refusal = complete(operations.get(i), responses.get(i), last);
            if (refusal != null) {
                again.add(operations.get(i));
                referred |= refusal instanceof JedisRedirectionException;
            }
        }
        if (referred) {
            servers.refreshFrom(server);
        }
        return again;
    }

    /** The last attempt takes nothing for known. */
    private static Response<?> put(Operation operation, AbstractPipeline pipeline, boolean last) {
        return last
                ? operation.call().inFull(pipeline, operation.key(), operation.arguments())
                : operation.call().on(pipeline, operation.key(), operation.arguments());
    }

    /** Ends an operation, or returns why another attempt may do better: the script is not known there, or the key elsewhere. */
    private @Nullable JedisException complete(Operation operation, @Nullable Response<?> response, boolean last) {
        if (response == null) {
            metrics.count(operation.call(), "skipped");
            operation.reply().complete(null);
            return null;
        }
        try {
            String reply = RedisCall.text(response.get());
            metrics.count(operation.call(), "done");
            operation.reply().complete(reply);
        } catch (JedisNoScriptException | JedisRedirectionException e) {
            if (!last) {
                return e;
            }
            refused(operation, e);
        } catch (JedisException e) {
            refused(operation, e);
        }
        return null;
    }

    private void refused(Operation operation, JedisException cause) {
        failAll(
                List.of(operation),
                "failed",
                "Redis refused " + operation.call().operation(),
                cause);
    }

    private void failed(String server, List<Operation> operations, JedisException cause) {
        breaker(server).failed();
        boolean all = breakers.entrySet().stream()
                .filter(each -> !each.getKey().equals(EVERY_SERVER))
                .noneMatch(each -> each.getValue().closed());
        if (server.equals(EVERY_SERVER) || all) {
            dependency.down(String.valueOf(cause.getMessage()));
        }
        failAll(operations, "failed", "Redis does not answer", cause);
    }

    /** Ends operations that were not done. */
    void failAll(Iterable<Operation> operations, String outcome, String why, @Nullable Exception cause) {
        RedisUnavailableException failure =
                new RedisUnavailableException(cause == null ? why : why + ": " + cause.getMessage(), cause);
        for (Operation operation : operations) {
            metrics.count(operation.call(), outcome);
            operation.reply().completeExceptionally(failure);
        }
    }

    void close() {
        servers.close();
    }
}
