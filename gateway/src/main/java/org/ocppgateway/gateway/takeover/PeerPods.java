package org.ocppgateway.gateway.takeover;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
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
public final class PeerPods {
    /** Where a pod decides about a newcomer: {@code POST} with the parameters below, answered with a {@link Verdict} in lower case. */
    public static final String DECIDE = "/pods/v1/takeover";

    /** Where a pod looks whether its session is still the current one: {@code POST}, answered without content. */
    public static final String RECHECK = "/pods/v1/recheck";

    public static final String CHARGE_POINT = "chargePoint";
    public static final String NEWCOMER = "newcomer";

    private static final Logger LOG = LoggerFactory.getLogger(PeerPods.class);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

    /** Answered at once by every pod that runs, however busy it is. */
    private static final String LIVE = "/health/live";

    /** Most decisions are made sooner: only then is it asked whether the other pod runs at all. */
    private static final Duration SOON = Duration.ofMillis(500);

    private static final HttpResponse.BodyHandler<String> TEXT = HttpResponse.BodyHandlers.ofString(UTF_8);

    private final Leases leases;
    private final TakeoverMetrics metrics;
    private final HttpClient client;
    private final Duration signOfLife;
    private final Duration decisionTimeout;
    private final Semaphore asking;
    private final Semaphore telling;

    public PeerPods(TakeoverSettings settings, Leases leases, TakeoverMetrics metrics) {
        this.leases = leases;
        this.metrics = metrics;
        this.signOfLife = settings.probeTimeout();
        this.decisionTimeout = settings.decisionTimeout();
        this.asking = new Semaphore(settings.probeLimit());
        this.telling = new Semaphore(settings.probeLimit());
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    /** Has another pod decide about a newcomer; {@code lease} is null if that pod does not live. */
    Verdict decide(@Nullable Lease lease, Newcomer newcomer) throws InterruptedException {
        if (lease == null) {
            count("takeover", "dead");
            return Verdict.GONE;
        }
        if (!asking.tryAcquire()) {
            count("takeover", "dropped");
            return Verdict.BUSY;
        }
        try {
            String query = query(newcomer.chargePointId()) + "&" + NEWCOMER + "=" + encoded(newcomer.remoteAddress());
            String verdict = decision(lease.contact(), DECIDE + query);
            count("takeover", "answered");
            return Verdict.valueOf(verdict.trim().toUpperCase(Locale.ROOT));
        } catch (IOException | IllegalArgumentException e) {
            LOG.info("{} does not say whether it has {}: {}", lease.pod(), newcomer.chargePointId(), e.toString());
            count("takeover", "unreachable");
            return Verdict.GONE;
        } finally {
            asking.release();
        }
    }

    /** Tells a pod that its session of a charge point has been superseded. Does not wait; should it fail, that pod's renewal will. */
    public void tellSuperseded(PodId pod, ChargePointId chargePointId) {
        if (!telling.tryAcquire()) {
            count("recheck", "dropped");
            return;
        }
        Thread.ofVirtual().name("tell-superseded").start(() -> {
            try {
                count("recheck", recheck(pod, chargePointId));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                telling.release();
            }
        });
    }

    private String recheck(PodId pod, ChargePointId chargePointId) throws InterruptedException {
        try {
            Lease lease = leases.find(pod).orElse(null);
            if (lease == null) {
                return "dead";
            }
            HttpRequest request = post(lease.contact(), RECHECK + query(chargePointId), signOfLife);
            String unused = body(client.send(request, TEXT));
            return "answered";
        } catch (RoutesUnavailableException | IOException | IllegalArgumentException e) {
            LOG.debug("{} could not be told that {} is elsewhere now", pod, chargePointId, e);
            return "unreachable";
        }
    }

    /** One that is busy is waited for; one that does not even say that it runs, as when it is frozen, is not. */
    private String decision(PodContact contact, String pathAndQuery) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<String>> asked =
                client.sendAsync(post(contact, pathAndQuery, decisionTimeout), TEXT);
        try {
            if (!isDoneSoon(asked)) {
                awaitSignOfLife(contact);
            }
            return body(asked.get());
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } finally {
            asked.cancel(true);
        }
    }

    private static boolean isDoneSoon(Future<?> asked) throws ExecutionException, InterruptedException {
        try {
            var unused = asked.get(SOON.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private void awaitSignOfLife(PodContact contact) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(uri(contact, LIVE)).timeout(signOfLife).build();
        var unused = client.send(request, HttpResponse.BodyHandlers.discarding()); // whatever it says
    }

    private static HttpRequest post(PodContact contact, String pathAndQuery, Duration timeout) {
        return HttpRequest.newBuilder(uri(contact, pathAndQuery))
                .timeout(timeout)
                .header("Authorization", "Bearer " + contact.secret())
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
    }

    private static URI uri(PodContact contact, String pathAndQuery) {
        return URI.create("http://" + contact.address() + pathAndQuery);
    }

    private static String body(HttpResponse<String> response) throws IOException {
        if (response.statusCode() != 200) {
            throw new IOException("answered with " + response.statusCode());
        }
        return response.body();
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
