package org.ocppgateway.gateway.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.ocppgateway.gateway.peer.ClusterAnswer.Missing;
import org.ocppgateway.gateway.peer.ClusterAnswer.OfPod;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.route.Lease;
import org.ocppgateway.routing.route.LivePods;
import org.ocppgateway.routing.route.RoutesUnavailableException;

/** Asks all pods at the same time. A pod that is dead or silent is named in the answer and delays it by at most {@link #TIMEOUT}. Thread-safe. */
public final class ClusterQueries {
    /** Maximum time for the answer of a pod. */
    public static final Duration TIMEOUT = Duration.ofSeconds(2);

    /** Maximum time to find out which pods are alive. */
    private static final Duration LIST_TIMEOUT = Duration.ofMillis(800);

    /** Maximum number of pods that one query asks. */
    private static final int MAX_PODS = 500;

    /** Maximum number of queries in flight. They have sockets of their own, so that they never delay a takeover. */
    private static final int MAX_SOCKETS = 32;

    private static final int ANSWERED = 200;

    private final PodId self;
    private final PodQueries own;
    private final LivePods pods;
    private final PeerClient peers;
    private final Semaphore sockets = new Semaphore(MAX_SOCKETS);

    public ClusterQueries(PodId self, PodQueries own, LivePods pods, PeerClient peers) {
        this.self = self;
        this.own = own;
        this.pods = pods;
        this.peers = peers;
    }

    /** Asks this pod only. */
    public JsonObject askSelf(String query, Map<String, String> parameters) throws InterruptedException {
        return own.answer(query, parameters);
    }

    /** Asks all pods that are alive. */
    public ClusterAnswer askAll(String query, Map<String, String> parameters) throws InterruptedException {
        List<Missing> missing = new ArrayList<>();
        List<Lease> others = others(missing);
        Map<Lease, FutureTask<JsonObject>> asked = new HashMap<>();
        for (Lease lease : others.subList(0, Math.min(MAX_PODS, others.size()))) {
            asked.put(lease, start(() -> query(lease, query, parameters)));
        }
        List<OfPod> answers = new ArrayList<>();
        answers.add(new OfPod(self, askSelf(query, parameters)));
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        for (Lease lease : others) {
            FutureTask<JsonObject> task = asked.get(lease);
            if (task == null) {
                missing.add(new Missing(lease.pod().value(), "more than " + MAX_PODS + " pods"));
            } else {
                await(lease.pod(), task, deadline - System.nanoTime(), answers, missing);
            }
        }
        return new ClusterAnswer(answers, missing);
    }

    /** Asks one pod. */
    public ClusterAnswer ask(PodId pod, String query, Map<String, String> parameters) throws InterruptedException {
        if (pod.equals(self)) {
            return new ClusterAnswer(List.of(new OfPod(self, askSelf(query, parameters))), List.of());
        }
        List<OfPod> answers = new ArrayList<>();
        List<Missing> missing = new ArrayList<>();
        FutureTask<JsonObject> task = start(() -> query(pod, query, parameters));
        await(pod, task, TIMEOUT.toNanos(), answers, missing);
        return new ClusterAnswer(answers, missing);
    }

    private List<Lease> others(List<Missing> missing) throws InterruptedException {
        FutureTask<List<Lease>> listing = start(pods::list);
        try {
            return listing.get(LIST_TIMEOUT.toNanos(), TimeUnit.NANOSECONDS).stream()
                    .filter(lease -> !lease.pod().equals(self))
                    .toList();
        } catch (ExecutionException | TimeoutException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            missing.add(new Missing("*", "Redis is unavailable, so the other pods are not known"));
            return List.of();
        } finally {
            listing.cancel(true);
        }
    }

    private JsonObject query(PodId pod, String name, Map<String, String> parameters)
            throws IOException, InterruptedException {
        try {
            Lease lease = peers.lease(pod).orElseThrow(() -> new IOException("the pod is dead"));
            return query(lease, name, parameters);
        } catch (RoutesUnavailableException e) {
            throw new IOException("Redis is unavailable, so the address of the pod is not known", e);
        }
    }

    private JsonObject query(Lease lease, String name, Map<String, String> parameters)
            throws IOException, InterruptedException {
        StringBuilder path =
                new StringBuilder(PeerProtocol.QUERY + "?" + PeerProtocol.QUERY_NAME + "=" + encoded(name));
        parameters.forEach(
                (key, value) -> path.append('&').append(key).append('=').append(encoded(value)));
        if (!sockets.tryAcquire(TIMEOUT.toNanos(), TimeUnit.NANOSECONDS)) {
            peers.count("query", "dropped");
            throw new IOException("too many requests to other pods");
        }
        try {
            HttpResponse<String> answer = peers.query(lease.peer(), path.toString(), TIMEOUT);
            if (answer.statusCode() != ANSWERED) {
                throw new IOException("answered with status " + answer.statusCode());
            }
            JsonObject body = JsonParser.parseString(answer.body()).getAsJsonObject();
            peers.count("query", "answered");
            return body;
        } catch (IOException | IllegalArgumentException | IllegalStateException | JsonParseException e) {
            peers.count("query", "unreachable");
            throw new IOException(reason(e), e);
        } finally {
            sockets.release();
        }
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, UTF_8);
    }

    private static String reason(Exception failure) {
        return failure instanceof HttpTimeoutException
                ? "no answer within " + TIMEOUT.toSeconds() + " s"
                : "no answer: " + Objects.requireNonNullElse(failure.getMessage(), failure.toString());
    }

    private static <T> FutureTask<T> start(Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        Thread.ofVirtual().name("cluster-query").start(task);
        return task;
    }

    private static void await(
            PodId pod, FutureTask<JsonObject> task, long nanos, List<OfPod> answers, List<Missing> missing)
            throws InterruptedException {
        try {
            answers.add(new OfPod(pod, task.get(Math.max(nanos, 0), TimeUnit.NANOSECONDS)));
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof IOException || e.getCause() instanceof RoutesUnavailableException)) {
                throw new IllegalStateException("the query of " + pod + " failed", e.getCause());
            }
            missing.add(new Missing(pod.value(), String.valueOf(e.getCause().getMessage())));
        } catch (TimeoutException e) {
            missing.add(new Missing(pod.value(), "no answer within " + TIMEOUT.toSeconds() + " s"));
        } finally {
            task.cancel(true);
        }
    }
}
