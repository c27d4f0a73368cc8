package org.ocppgateway.gateway.credential;

import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import org.ocppgateway.gateway.metrics.GatewayMetric;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.credential.CredentialEntry;
import org.ocppgateway.routing.credential.CredentialEntryJson;
import org.ocppgateway.routing.credential.InvalidCredentialEntryException;
import org.ocppgateway.routing.metrics.Meters;

/**
 * Entries of a service of the operator: {@code GET {url}/{identity}} is answered with 200 and the entry, or with 404 if there is none.
 * Any other answer, or none in time, makes the source unavailable. No redirect is followed: headers of the configuration may be secret. Use
 * it with {@link LastKnownEntries}. Thread-safe.
 */
public final class HttpCredentialSource implements CredentialSource, AutoCloseable {
    private static final String UNRESERVED = "-._~";

    private final HttpCredentialSettings settings;
    private final LongSupplier nanoTime;
    private final HttpClient client;
    private final Semaphore turns;
    private final CircuitBreaker breaker;
    private final Histogram seconds;

    /**
     * Connects at the first lookup.
     *
     * @param tls decides whom to trust; names are always checked
     * @param nanoTime a monotonic clock, in ns
     */
    public HttpCredentialSource(
            HttpCredentialSettings settings, SSLContext tls, LongSupplier nanoTime, PrometheusRegistry registry) {
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.timeout())
                .sslContext(tls)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
        this.turns = new Semaphore(settings.concurrency(), true);
        this.breaker = new CircuitBreaker(settings.failuresToPause(), settings.pause());
        Meters meters = new Meters(registry);
        this.seconds = meters.durations(GatewayMetric.CREDENTIAL_REQUEST_DURATION_SECONDS, 0.005, 5);
        meters.gauge(GatewayMetric.CREDENTIAL_REQUESTS_WAITING, turns::getQueueLength);
        meters.gauge(GatewayMetric.CREDENTIAL_SERVICE_PAUSED, () -> breaker.isOpen() ? 1 : 0);
    }

    @Override
    public Name name() {
        return Name.HTTP;
    }

    @Override
    public CredentialLookup find(ChargePointId chargePointId) throws InterruptedException {
        long deadline = nanoTime.getAsLong() + settings.timeout().toNanos();
        if (!breaker.allows(nanoTime.getAsLong())) {
            return unavailable("left alone for a while after it did not answer");
        }
        if (turns.getQueueLength() >= settings.waitingLimit()) {
            return unavailable("too many lookups wait for it");
        }
        if (!turns.tryAcquire(settings.timeout().toNanos(), TimeUnit.NANOSECONDS)) {
            return unavailable("too many lookups before this one");
        }
        try {
            return ask(chargePointId, deadline);
        } finally {
            turns.release();
        }
    }

    private CredentialLookup ask(ChargePointId chargePointId, long deadline) throws InterruptedException {
        long begun = nanoTime.getAsLong();
        CompletableFuture<HttpResponse<String>> response =
                client.sendAsync(request(chargePointId), info -> new LimitedBody(CredentialEntryJson.MAX_LENGTH));
        try {
            // Not the client's own timeout: that ends with the headers, and a body may never end.
            CredentialLookup lookup = read(response.get(Math.max(1, deadline - begun), TimeUnit.NANOSECONDS));
            seconds.observe((nanoTime.getAsLong() - begun) / 1e9);
            return lookup;
        } catch (TimeoutException e) {
            breaker.failed(nanoTime.getAsLong());
            return unavailable("no answer within " + settings.timeout().toMillis() + " ms");
        } catch (ExecutionException e) {
            breaker.failed(nanoTime.getAsLong());
            return unavailable(String.valueOf(e.getCause()));
        } finally {
            response.cancel(true);
        }
    }

    private HttpRequest request(ChargePointId chargePointId) {
        String base = settings.url().toString();
        String separator = base.endsWith("/") ? "" : "/";
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + separator + encoded(chargePointId)))
                .header("Accept", "application/json");
        settings.headers().forEach(request::setHeader);
        return request.build();
    }

    /** Any answer shows that the service works, unless its status reports overload. */
    private CredentialLookup read(HttpResponse<String> response) {
        int status = response.statusCode();
        boolean overloaded = status == 429 || status == 502 || status == 503 || status == 504;
        if (overloaded) {
            breaker.failed(nanoTime.getAsLong());
        } else {
            breaker.succeeded();
        }
        if (status == 404) {
            return new CredentialLookup.Unknown();
        }
        if (status != 200) {
            return unavailable("it answers with status " + status);
        }
        try {
            CredentialEntry entry = CredentialEntryJson.parse(response.body());
            return new CredentialLookup.Found(entry, name(), false);
        } catch (InvalidCredentialEntryException e) {
            return unavailable("invalid entry: " + e.getMessage());
        }
    }

    private CredentialLookup unavailable(String reason) {
        return new CredentialLookup.Unavailable(name(), reason);
    }

    /** Percent-encoding of RFC 3986, of all but unreserved characters. */
    private static String encoded(ChargePointId chargePointId) {
        StringBuilder encoded = new StringBuilder();
        for (byte each : chargePointId.value().getBytes(StandardCharsets.UTF_8)) {
            boolean plain = (each >= '0' && each <= '9')
                    || (each >= 'A' && each <= 'Z')
                    || (each >= 'a' && each <= 'z')
                    || UNRESERVED.indexOf(each) >= 0;
            if (plain) {
                encoded.append((char) each);
            } else {
                encoded.append(String.format("%%%02X", each & 0xff));
            }
        }
        return encoded.toString();
    }

    /** Ends all requests. */
    @Override
    public void close() {
        client.shutdownNow();
    }
}
