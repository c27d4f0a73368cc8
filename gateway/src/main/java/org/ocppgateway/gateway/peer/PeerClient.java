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
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.takeover.NewConnection;
import org.ocppgateway.gateway.takeover.SharedDecisions;
import org.ocppgateway.gateway.takeover.TakeoverDecision;
import org.ocppgateway.gateway.takeover.TakeoverMetrics;
import org.ocppgateway.gateway.takeover.TakeoverSettings;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.route.Lease;
import org.ocppgateway.routing.route.Leases;
import org.ocppgateway.routing.route.PodContact;
import org.ocppgateway.routing.route.RoutesUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this pod asks of others, at the address and with the secret in their lease. Called by any number of virtual threads; every
 * request is bounded in time, and so is the number of those under way.
 */
public final class PeerClient {
    /**
     * Where a pod decides about a newcomer: {@code POST} with the parameters below, answered with 200 and a {@link TakeoverDecision} in lower
     * case, or with 202 if it has not decided yet and is to be asked again.
     */
    public static final String DECIDE = "/pods/v1/takeover";

    /** Where a pod looks whether its session is still the current one: {@code POST}, answered without content. */
    public static final String RECHECK = "/pods/v1/recheck";

    public static final String CHARGE_POINT = "chargePoint";
    public static final String NEWCOMER = "newcomer";

    /** An id of the question, the same when it is asked again. Without it the answer is waited for. */
    public static final String QUESTION = "question";

    private static final Logger LOG = LoggerFactory.getLogger(PeerClient.class);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

    private static final int DECIDED = 200;
    private static final int UNDECIDED = 202;

    /** Until a pod that has not decided yet is asked again. */
    private static final Duration PAUSE = Duration.ofMillis(200);

    /** Requests on their way at once, to all pods; {@code AutomaticLimits} keeps as many files free. */
    private static final int SOCKETS = 32;

    private static final HttpResponse.BodyHandler<String> TEXT = HttpResponse.BodyHandlers.ofString(UTF_8);

    private final Leases leases;
    private final TakeoverMetrics metrics;
    private final HttpClient client;
    private final Duration answerTimeout;
    private final Duration decisionTimeout;
    private final int bound;
    private final LongSupplier nanoTime;
    private final AtomicInteger asking = new AtomicInteger();
    private final AtomicInteger telling = new AtomicInteger();
    private final Semaphore sockets = new Semaphore(SOCKETS);
    private final SharedDecisions shared = new SharedDecisions();
    private final Map<PodContact, Long> silentSince = new ConcurrentHashMap<>();

    /**
     * Wires it; nothing is sent yet.
     *
     * @param nanoTime a clock that only goes forward
     */
    public PeerClient(TakeoverSettings settings, Leases leases, LongSupplier nanoTime, TakeoverMetrics metrics) {
        this.leases = leases;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
        this.answerTimeout = settings.probeTimeout();
        this.decisionTimeout = settings.decisionTimeout();
        this.bound = settings.probeLimit();
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    /**
     * Has another pod decide about a newcomer; {@code lease} is null if that pod does not live. All that come for one charge point at
     * once share one decision.
     */
    TakeoverDecision decide(@Nullable Lease lease, NewConnection newcomer) throws InterruptedException {
        if (lease == null) {
            count("takeover", "dead");
            return TakeoverDecision.GONE;
        }
        return shared.share(newcomer.chargePointId(), () -> decideInTurn(lease, newcomer));
    }

    private TakeoverDecision decideInTurn(Lease lease, NewConnection newcomer) throws InterruptedException {
        if (!begin(asking)) {
            count("takeover", "dropped");
            return TakeoverDecision.BUSY;
        }
        try {
            TakeoverDecision verdict = askUntilDecided(lease.contact(), newcomer);
            count("takeover", "answered");
            return verdict;
        } catch (IOException | IllegalArgumentException | Error e) {
            return unanswered(lease, newcomer, e);
        } finally {
            asking.decrementAndGet();
        }
    }

    private boolean begin(AtomicInteger requests) {
        if (requests.incrementAndGet() <= bound) {
            return true;
        }
        requests.decrementAndGet();
        return false;
    }

    /** A pod that does not answer in time, as when it is frozen, has nothing to say; one that answers may take its time to decide. */
    private TakeoverDecision askUntilDecided(PodContact contact, NewConnection newcomer) throws IOException, InterruptedException {
        String question = DECIDE
                + query(newcomer.chargePointId())
                + "&" + NEWCOMER + "=" + encoded(newcomer.remoteAddress())
                + "&" + QUESTION + "=" + UUID.randomUUID();
        long asked = nanoTime.getAsLong();
        while (true) {
            HttpResponse<String> answer = send(contact, question);
            if (answer.statusCode() == DECIDED) {
                return TakeoverDecision.valueOf(answer.body().trim().toUpperCase(Locale.ROOT));
            }
            if (answer.statusCode() != UNDECIDED) {
                throw new IOException("answered with " + answer.statusCode());
            }
            if (nanoTime.getAsLong() - asked >= decisionTimeout.toNanos()) {
                return TakeoverDecision.BUSY;
            }
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        }
    }

    /** Waits for a socket, of which there are few because no request takes long; a silent pod makes others wait only once. */
    private HttpResponse<String> send(PodContact contact, String pathAndQuery)
            throws IOException, InterruptedException {
        sockets.acquire();
        try {
            Long silent = silentSince.get(contact);
            if (silent != null && nanoTime.getAsLong() - silent < answerTimeout.toNanos()) {
                throw new HttpTimeoutException("has not answered a moment ago");
            }
            HttpResponse<String> answer = client.send(post(contact, pathAndQuery), TEXT);
            silentSince.remove(contact);
            return answer;
        } catch (HttpTimeoutException e) {
            long now = nanoTime.getAsLong();
            silentSince.values().removeIf(since -> now - since >= answerTimeout.toNanos());
            silentSince.put(contact, now);
            throw e;
        } finally {
            sockets.release();
        }
    }

    /** A pod that cannot be reached has nothing to say; that this pod could not even ask says nothing about the other one. */
    private TakeoverDecision unanswered(Lease lease, NewConnection newcomer, Throwable problem) {
        boolean local = isLocal(problem);
        count("takeover", local ? "local" : "unreachable");
        LOG.info(
                "{} {} whether it has {}: {}",
                lease.pod(),
                local ? "could not be asked" : "did not answer",
                newcomer.chargePointId(),
                problem.toString());
        return local ? TakeoverDecision.BUSY : TakeoverDecision.GONE;
    }

    /** Whether a request failed for want of files, ports, threads or memory on this side. */
    static boolean isLocal(Throwable problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            // The client wraps the failure to open a socket into an InternalError.
            if (cause instanceof Error
                    || cause instanceof BindException
                    || cause instanceof RejectedExecutionException
                    || String.valueOf(cause.getMessage()).contains("Too many open files")) {
                return true;
            }
        }
        return false;
    }

    /** Tells a pod that its session of a charge point has been superseded. Does not wait; should it fail, that pod's renewal will. */
    public void tellSuperseded(PodId pod, ChargePointId chargePointId) {
        if (!begin(telling)) {
            count("recheck", "dropped");
            return;
        }
        Thread.ofVirtual().name("tell-superseded").start(() -> {
            try {
                count("recheck", recheck(pod, chargePointId));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                telling.decrementAndGet();
            }
        });
    }

    private String recheck(PodId pod, ChargePointId chargePointId) throws InterruptedException {
        try {
            Lease lease = leases.find(pod).orElse(null);
            if (lease == null) {
                return "dead";
            }
            int status = send(lease.contact(), RECHECK + query(chargePointId)).statusCode();
            return status == DECIDED ? "answered" : "unreachable";
        } catch (RoutesUnavailableException | IOException | IllegalArgumentException e) {
            LOG.debug("{} could not be told that {} is elsewhere now", pod, chargePointId, e);
            return "unreachable";
        }
    }

    /** One that is busy is waited for; one that does not even say that it runs, as when it is frozen, is not. */
    private HttpRequest post(PodContact contact, String pathAndQuery) {
        return HttpRequest.newBuilder(uri(contact, pathAndQuery))
                .timeout(answerTimeout)
                .header("Authorization", "Bearer " + contact.secret())
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
    }

    private static URI uri(PodContact contact, String pathAndQuery) {
        return URI.create("http://" + contact.address() + pathAndQuery);
    }

    private void count(String request, String outcome) {
        metrics.peers.labelValues(request, outcome).inc();
    }

    private static String query(ChargePointId chargePointId) {
        return "?" + CHARGE_POINT + "=" + encoded(chargePointId.value());
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, UTF_8);
    }

    /** Ends what is under way. */
    public void close() {
        client.shutdownNow();
    }
}
