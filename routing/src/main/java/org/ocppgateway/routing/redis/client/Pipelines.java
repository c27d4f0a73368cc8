package org.ocppgateway.routing.redis.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;
import redis.clients.jedis.exceptions.JedisRedirectionException;

/**
 * Executes batches of operations, one pipeline per server. A failed or refused operation is tried once more, in full,
 * on a new connection and after the slots are read again. Then it fails and its server is unavailable: only the
 * {@link Probe} is sent to it until a probe succeeds. Used by the link's thread.
 */
final class Pipelines {
    /** Number of slots that are searched for one of a server. A master without one among them holds next to none. */
    static final int TAGS = 1000;

    private final RedisServers servers;
    private final Probe probe;
    private final ServerStates states;
    private final Duration probeInterval;
    private final RedisMetrics metrics;
    private @Nullable Long probedAt;
    private int nextOut;

    private record Refused(RedisOperation operation, JedisException cause) {}

    /** @param probeInterval interval between two probes of a server */
    Pipelines(RedisServers servers, Probe probe, ServerStates states, Duration probeInterval, RedisMetrics metrics) {
        this.servers = servers;
        this.probe = probe;
        this.states = states;
        this.probeInterval = probeInterval;
        this.metrics = metrics;
    }

    /** Completes every operation of the batch. */
    void run(List<RedisOperation> batch) {
        List<RedisOperation> unfinished = attempt(batch, false);
        if (!unfinished.isEmpty()) {
            attempt(unfinished, true);
        }
    }

    /**
     * Probes the servers when due: all healthy ones, and one of those that are unavailable, because a failing probe can
     * take the full timeout.
     *
     * @return the setting that prevents a connection, if there is one
     */
    Optional<RedisProblem> probe() {
        if (probedAt != null && System.nanoTime() - probedAt < probeInterval.toNanos()) {
            return Optional.empty();
        }
        try {
            servers.connect();
            states.found();
            probeAll();
            return Optional.empty();
        } catch (JedisException e) {
            lost(e);
            return servers.problem(e);
        } finally {
            probedAt = System.nanoTime();
        }
    }

    private void lost(JedisException failure) {
        JedisException origin =
                failure instanceof RedisProblemException && failure.getCause() instanceof JedisException cause
                        ? cause
                        : failure;
        states.lost(origin instanceof RedisProblemException ? "misfit" : reason(origin), describe(origin));
    }

    private void probeAll() {
        Collection<String> names = servers.names();
        states.keepOnly(names);
        List<String> out = new ArrayList<>();
        for (String name : names) {
            if (states.problem(name) != null) {
                out.add(name);
            } else {
                probe(name, names.size() == 1);
            }
        }
        if (!out.isEmpty()) {
            probe(out.get(nextOut++ % out.size()), names.size() == 1);
        }
    }

    private void probe(String server, boolean alone) {
        String tag = tagOf(server);
        if (tag == null) {
            return;
        }
        try {
            List<Refused> refused = pipeline(server, probe.on(tag, alone), true);
            Optional<RedisRefusal> refusal = refusal(refused);
            if (refusal.isPresent()) {
                out(server, refusal.get());
            } else {
                refused.forEach(this::fail);
                states.accepted(server);
            }
        } catch (JedisException e) {
            states.out(server, reason(e), describe(e));
            servers.refresh(server);
        }
    }

    private @Nullable String tagOf(String server) {
        for (int tag = 0; tag < TAGS; tag++) {
            if (server.equals(servers.serverOf("{" + tag + "}"))) {
                return Integer.toString(tag);
            }
        }
        return null;
    }

    /** Returns the operations that deserve another attempt; empty after the last one. */
    private List<RedisOperation> attempt(List<RedisOperation> operations, boolean last) {
        List<RedisOperation> again = new ArrayList<>();
        byServer(operations).forEach((server, share) -> {
            String problem = states.problem(server);
            if (problem != null) {
                failAll(share, "skipped", problem, null);
                return;
            }
            try {
                again.addAll(settle(server, pipeline(server, share, last), last));
            } catch (JedisException e) {
                if (last) {
                    states.out(server, reason(e), describe(e));
                    failAll(share, "failed", "Redis does not answer", e);
                } else {
                    states.interrupted(server);
                    again.addAll(share);
                }
                servers.refresh(server);
            }
        });
        return again;
    }

    private Map<String, List<RedisOperation>> byServer(List<RedisOperation> operations) {
        if (states.lost() == null) {
            try {
                servers.connect();
            } catch (JedisException e) {
                lost(e);
            }
        }
        String problem = states.lost();
        if (problem != null) {
            failAll(operations, "skipped", problem, null);
            return Map.of();
        }
        Map<String, List<RedisOperation>> shares = new LinkedHashMap<>();
        for (RedisOperation operation : operations) {
            String server = servers.serverOf(operation.key());
            if (server == null) {
                failAll(List.of(operation), "failed", "no server holds the key", null);
            } else {
                shares.computeIfAbsent(server, first -> new ArrayList<>()).add(operation);
            }
        }
        return shares;
    }

    /** Executes the operations and completes those that succeeded. Returns the others. */
    private List<Refused> pipeline(String server, List<RedisOperation> operations, boolean inFull) {
        List<@Nullable Response<?>> responses = new ArrayList<>(operations.size());
        long begun = System.nanoTime();
        try (AbstractPipeline pipeline = servers.pipeline(server)) {
            for (RedisOperation operation : operations) {
                responses.add(operation.wanted().getAsBoolean() ? put(operation, pipeline, inFull) : null);
            }
            pipeline.sync();
        }
        metrics.pipelineSeconds.observe((System.nanoTime() - begun) / 1e9);
        List<Refused> refused = new ArrayList<>();
        for (int i = 0; i < operations.size(); i++) {
            JedisException cause = complete(operations.get(i), responses.get(i));
            if (cause != null) {
                refused.add(new Refused(operations.get(i), cause));
            }
        }
        return refused;
    }

    /** Sends the full text of a script to a Redis that may have just started. */
    private static Response<?> put(RedisOperation operation, AbstractPipeline pipeline, boolean inFull) {
        return inFull
                ? operation.call().inFull(pipeline, operation.key(), operation.arguments())
                : operation.call().on(pipeline, operation.key(), operation.arguments());
    }

    /** Completes an operation, or returns the reason why it was not executed. */
    private @Nullable JedisException complete(RedisOperation operation, @Nullable Response<?> response) {
        if (response == null) {
            metrics.count(operation.call(), "skipped");
            operation.reply().complete(null);
            return null;
        }
        try {
            String reply = RedisCall.text(response.get());
            metrics.count(operation.call(), "done");
            operation.reply().complete(reply);
            return null;
        } catch (JedisException e) {
            return e;
        }
    }

    /**
     * Decides by reason what happens to operations that a server has not executed. Returns those that another attempt
     * may complete.
     */
    private List<RedisOperation> settle(String server, List<Refused> refused, boolean last) {
        Optional<RedisRefusal> ofServer = refusal(refused);
        boolean referred = refused.stream().anyMatch(each -> each.cause() instanceof JedisRedirectionException);
        if (ofServer.isPresent() && last) {
            out(server, ofServer.get()); // before a caller learns that it failed
        } else if (ofServer.isPresent()) {
            states.interrupted(server);
            servers.refresh(server);
        } else if (referred) {
            servers.refreshFrom(server);
        }
        List<RedisOperation> again = new ArrayList<>();
        for (Refused each : refused) {
            if (!last && isWorthAnotherAttempt(each.cause())) {
                again.add(each.operation());
            } else {
                fail(each);
            }
        }
        return again;
    }

    private static Optional<RedisRefusal> refusal(List<Refused> refused) {
        return refused.stream()
                .flatMap(each -> RedisRefusal.of(each.cause())
                        .filter(refusal -> !refusal.isMissingPermission()
                                || !SecurityKeys.contain(each.operation().key()))
                        .stream())
                .findFirst();
    }

    private static boolean isWorthAnotherAttempt(JedisException cause) {
        return cause instanceof JedisRedirectionException
                || cause instanceof JedisNoScriptException
                || RedisRefusal.of(cause).isPresent();
    }

    private void out(String server, RedisRefusal refusal) {
        states.out(server, refusal.label(), refusal.toString());
        servers.refresh(server);
    }

    private void fail(Refused refused) {
        failAll(List.of(refused.operation()), "failed", "Redis refuses", refused.cause());
    }

    private static String reason(JedisException failure) {
        return RedisRefusal.of(failure).map(RedisRefusal::label).orElse("unreachable");
    }

    private String describe(JedisException failure) {
        return RedisRefusal.of(failure)
                .map(RedisRefusal::toString)
                .or(() -> servers.problem(failure).map(RedisProblem::message))
                .orElseGet(() -> failure.getCause() == null
                        ? String.valueOf(failure.getMessage())
                        : failure.getMessage() + " (" + failure.getCause().getMessage() + ")");
    }

    /** Completes operations that were not executed. */
    void failAll(Iterable<RedisOperation> operations, String outcome, String why, @Nullable Throwable cause) {
        RedisUnavailableException failure =
                new RedisUnavailableException(cause == null ? why : why + ": " + cause.getMessage(), cause);
        for (RedisOperation operation : operations) {
            metrics.count(operation.call(), outcome);
            operation.reply().completeExceptionally(failure);
        }
    }

    void close() {
        servers.close();
    }
}
