package org.ocppgateway.gateway.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.log.GatewayLogEvent;
import org.ocppgateway.gateway.takeover.NewConnection;
import org.ocppgateway.gateway.takeover.PeerArbiter;
import org.ocppgateway.gateway.takeover.SharedDecisions;
import org.ocppgateway.gateway.takeover.TakeoverDecision;
import org.ocppgateway.gateway.takeover.TakeoverLimit;
import org.ocppgateway.gateway.takeover.TakeoverSettings;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.route.Lease;
import org.ocppgateway.routing.route.Leases;
import org.ocppgateway.routing.route.PeerAddress;
import org.ocppgateway.routing.route.RoutesUnavailableException;
import org.ocppgateway.routing.route.WindowCounter;

/**
 * Sends requests to other pods, at the address and with the secret of their lease. Thread-safe. Every request has a timeout, and the
 * number of concurrent requests is limited.
 */
public final class PeerClient implements PeerArbiter {
    private static final EventLog LOG = EventLog.of(PeerClient.class);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

    /** Includes the handshake, which takes long on a busy machine. The timeout of each request applies too. */
    private static final Duration TLS_CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private static final int DECIDED = 200;
    private static final int UNDECIDED = 202;

    /**
     * Statuses that no pod with sessions returns to its own secret. Another process has the address now, or the pod is still starting.
     */
    private static final Set<Integer> NOT_THIS_POD = Set.of(401, 404, 405);

    /** Pause before a takeover request without decision is repeated. */
    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);

    /** Maximum number of HTTP requests in flight to all pods. {@code AutomaticLimits} reserves as many files. */
    private static final int MAX_SOCKETS = 32;

    private static final String ONE_HAS_TLS = "only one of both pods has gateway.admin.tls";
    private static final HttpResponse.BodyHandler<String> TEXT = HttpResponse.BodyHandlers.ofString(UTF_8);

    private final Leases leases;
    private final PeerMetrics metrics;
    private final TakeoverLimit limit;
    private final boolean speaksTls;
    private final HttpClient client;
    private final Duration answerTimeout;
    private final Duration decisionTimeout;
    private final int requestLimit;
    private final LongSupplier nanoTime;
    private final AtomicInteger takeoverRequests = new AtomicInteger();
    private final AtomicInteger recheckRequests = new AtomicInteger();
    private final Semaphore sockets = new Semaphore(MAX_SOCKETS);
    private final SharedDecisions sharedDecisions = new SharedDecisions();
    private final Map<PeerAddress, Long> lastTimeouts = new ConcurrentHashMap<>();

    /**
     * A client that trusts no TLS certificate if {@code tls} is null.
     *
     * @param tls for pods whose lease says that they speak TLS
     * @param counter counts the takeovers that no pod decides, with those that a pod decides
     * @param nanoTime monotonic clock in nanoseconds
     */
    public PeerClient(
            TakeoverSettings settings,
            Leases leases,
            @Nullable SSLContext tls,
            WindowCounter counter,
            LongSupplier nanoTime,
            PeerMetrics metrics) {
        this.leases = leases;
        this.metrics = metrics;
        this.limit = new TakeoverLimit(settings, counter);
        this.nanoTime = nanoTime;
        this.answerTimeout = settings.probeTimeout();
        this.decisionTimeout = settings.decisionTimeout();
        this.requestLimit = settings.probeLimit();
        this.speaksTls = tls != null;
        HttpClient.Builder builder = HttpClient.newBuilder();
        if (tls != null) {
            builder.sslContext(tls);
        }
        this.client = builder.version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(tls == null ? CONNECT_TIMEOUT : TLS_CONNECT_TIMEOUT)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    /** {@inheritDoc} Concurrent callers for one charge point share one request. */
    @Override
    public TakeoverDecision decide(@Nullable Lease lease, NewConnection connection) throws InterruptedException {
        if (lease == null) {
            count("takeover", "dead");
            return TakeoverDecision.GONE;
        }
        return sharedDecisions.share(connection.chargePointId(), () -> requestDecision(lease, connection));
    }

    private TakeoverDecision requestDecision(Lease lease, NewConnection connection) throws InterruptedException {
        if (!tryBegin(takeoverRequests)) {
            count("takeover", "dropped");
            return TakeoverDecision.BUSY;
        }
        try {
            TakeoverDecision decision = pollDecision(lease.peer(), connection);
            count("takeover", "answered");
            return decision;
        } catch (IOException | IllegalArgumentException | Error e) {
            return afterFailure(lease, connection, e);
        } finally {
            takeoverRequests.decrementAndGet();
        }
    }

    private boolean tryBegin(AtomicInteger requests) {
        if (requests.incrementAndGet() <= requestLimit) {
            return true;
        }
        requests.decrementAndGet();
        return false;
    }

    /** Repeats the request until there is a decision. Each answer has the answer timeout, all together have the decision timeout. */
    private TakeoverDecision pollDecision(PeerAddress peer, NewConnection connection)
            throws IOException, InterruptedException {
        if (speaksTls != peer.tls()) {
            requireSilent(peer);
        }
        String request = PeerProtocol.DECIDE
                + query(connection.chargePointId())
                + "&" + PeerProtocol.REMOTE_ADDRESS + "=" + encoded(connection.remoteAddress())
                + "&" + PeerProtocol.DECISION_ID + "=" + UUID.randomUUID();
        long startedAt = nanoTime.getAsLong();
        while (true) {
            HttpResponse<String> answer = send(peer, post(peer, request));
            if (answer.statusCode() == DECIDED) {
                return decision(answer.body());
            }
            if (NOT_THIS_POD.contains(answer.statusCode())) {
                throw new IOException("HTTP status " + answer.statusCode());
            }
            if (answer.statusCode() != UNDECIDED) {
                throw new LivePodException("HTTP status " + answer.statusCode());
            }
            if (nanoTime.getAsLong() - startedAt >= decisionTimeout.toNanos()) {
                return TakeoverDecision.BUSY;
            }
            TimeUnit.NANOSECONDS.sleep(POLL_INTERVAL.toNanos());
        }
    }

    private static TakeoverDecision decision(String answer) throws LivePodException {
        try {
            return TakeoverDecision.valueOf(answer.trim().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new LivePodException("unknown decision");
        }
    }

    /**
     * Throws a {@link LivePodException} if a pod that must not be called, because only one of both pods has TLS, answers. The request
     * contains no secret.
     */
    private void requireSilent(PeerAddress peer) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address(peer, "/health/live"))
                .timeout(answerTimeout)
                .build();
        try {
            var unused = send(peer, request);
        } catch (SSLException e) {
            // Expected without the authorities of the pods. A TLS server has answered.
            throw new LivePodException(ONE_HAS_TLS);
        }
        throw new LivePodException(ONE_HAS_TLS);
    }

    /** A pod answers, but gives no decision. */
    private static final class LivePodException extends IOException {
        LivePodException(String message) {
            super(message);
        }
    }

    /**
     * Sends a request as soon as a socket is free. After a timeout, requests to the same pod fail immediately for one answer timeout, so
     * that an unresponsive pod does not occupy the sockets.
     */
    private HttpResponse<String> send(PeerAddress peer, HttpRequest request) throws IOException, InterruptedException {
        sockets.acquire();
        try {
            Long lastTimeout = lastTimeouts.get(peer);
            if (lastTimeout != null && nanoTime.getAsLong() - lastTimeout < answerTimeout.toNanos()) {
                throw new HttpTimeoutException("the last request to this pod timed out");
            }
            HttpResponse<String> answer = client.send(request, TEXT);
            lastTimeouts.remove(peer);
            return answer;
        } catch (HttpTimeoutException e) {
            long now = nanoTime.getAsLong();
            lastTimeouts.values().removeIf(since -> now - since >= answerTimeout.toNanos());
            lastTimeouts.put(peer, now);
            throw e;
        } finally {
            sockets.release();
        }
    }

    /**
     * An unreachable pod does not block a takeover, within the limit of takeovers. A local failure permits no conclusion about the other
     * pod, and a live pod may have a live session: the charge point tries again.
     */
    private TakeoverDecision afterFailure(Lease lease, NewConnection connection, Throwable failure)
            throws InterruptedException {
        boolean local = isLocal(failure);
        boolean live = failure instanceof LivePodException;
        count("takeover", local ? "local" : "unreachable");
        LOG.log(
                GatewayLogEvent.PEER_TAKEOVER_FAILED,
                lease.pod(),
                connection.chargePointId(),
                local ? "could not be sent" : live ? "was not decided" : "was not answered",
                failure.toString());
        if (local || live) {
            return TakeoverDecision.BUSY;
        }
        return limit.permits(connection.chargePointId(), true) ? TakeoverDecision.GONE : TakeoverDecision.STAYS;
    }

    /** Whether a request failed because this pod lacks files, ports, threads or memory. */
    static boolean isLocal(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            // The HTTP client wraps a failure to open a socket into an InternalError.
            if (cause instanceof Error
                    || cause instanceof BindException
                    || cause instanceof RejectedExecutionException
                    || String.valueOf(cause.getMessage()).contains("Too many open files")) {
                return true;
            }
        }
        return false;
    }

    /**
     * Asks a pod to check whether its session of a charge point is still the current one. Does not block. If the request fails, that pod
     * notices at its next route renewal.
     */
    public void requestRecheck(PodId pod, ChargePointId chargePointId) {
        if (!tryBegin(recheckRequests)) {
            count("recheck", "dropped");
            return;
        }
        try {
            Thread.ofVirtual().name("recheck-request").start(() -> {
                try {
                    count("recheck", recheck(pod, chargePointId));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } finally {
                    recheckRequests.decrementAndGet();
                }
            });
        } catch (RuntimeException | Error e) {
            recheckRequests.decrementAndGet(); // the thread was not started
            throw e;
        }
    }

    private String recheck(PodId pod, ChargePointId chargePointId) throws InterruptedException {
        try {
            Lease lease = leases.find(pod).orElse(null);
            if (lease == null) {
                return "dead";
            }
            int status = send(lease.peer(), post(lease.peer(), PeerProtocol.RECHECK + query(chargePointId)))
                    .statusCode();
            return status == DECIDED ? "answered" : "unreachable";
        } catch (RoutesUnavailableException | IOException | IllegalArgumentException e) {
            LOG.log(GatewayLogEvent.PEER_RECHECK_FAILED, pod, chargePointId, e);
            return "unreachable";
        }
    }

    /**
     * Has another pod set a new key on its charge point.
     *
     * @return the outcome in lower case, a blank and a readable message
     * @throws IOException if the pod is dead or does not answer in time
     */
    public String rotate(PodId pod, ChargePointId chargePointId, Duration timeout)
            throws IOException, InterruptedException {
        if (!sockets.tryAcquire()) {
            throw new IOException("too many requests to other pods");
        }
        try {
            Lease lease = leases.find(pod).orElseThrow(() -> new IOException("the pod " + pod + " is dead"));
            HttpRequest request = post(lease.peer(), PeerProtocol.ROTATE + query(chargePointId), timeout);
            HttpResponse<String> answer = client.send(request, TEXT);
            if (answer.statusCode() != DECIDED) {
                throw new IOException("the pod " + pod + " answered with status " + answer.statusCode());
            }
            count("rotate", "answered");
            return answer.body();
        } catch (RoutesUnavailableException | IOException | IllegalArgumentException e) {
            count("rotate", "unreachable");
            throw new IOException(String.valueOf(e.getMessage()), e);
        } finally {
            sockets.release();
        }
    }

    /** Sends a query of the API. The caller limits the number of queries in flight. */
    HttpResponse<String> query(PeerAddress peer, String pathAndQuery, Duration timeout)
            throws IOException, InterruptedException {
        return client.send(post(peer, pathAndQuery, timeout), TEXT);
    }

    /** The current incarnation of a pod; empty if it is dead. */
    Optional<Lease> lease(PodId pod) throws RoutesUnavailableException, InterruptedException {
        return leases.find(pod);
    }

    private HttpRequest post(PeerAddress peer, String pathAndQuery) {
        return post(peer, pathAndQuery, answerTimeout);
    }

    private HttpRequest post(PeerAddress peer, String pathAndQuery, Duration timeout) {
        return HttpRequest.newBuilder(uri(peer, pathAndQuery))
                .timeout(timeout)
                .header("Authorization", "Bearer " + peer.secret())
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
    }

    /** A pod with TLS sends its secret to no pod without: an address in the lease must not turn encryption off. */
    private URI uri(PeerAddress peer, String pathAndQuery) {
        if (speaksTls != peer.tls()) {
            throw new IllegalArgumentException(ONE_HAS_TLS + "; " + peer + " is not called");
        }
        return address(peer, pathAndQuery);
    }

    private static URI address(PeerAddress peer, String pathAndQuery) {
        return URI.create((peer.tls() ? "https://" : "http://") + peer.address() + pathAndQuery);
    }

    void count(String request, String outcome) {
        metrics.requests.labelValues(request, outcome).inc();
    }

    private static String query(ChargePointId chargePointId) {
        return "?" + PeerProtocol.CHARGE_POINT + "=" + encoded(chargePointId.value());
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, UTF_8);
    }

    /** Aborts all requests in flight. */
    public void close() {
        client.shutdownNow();
    }
}
