package org.ocppgateway.gateway.credential;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.ocppgateway.gateway.limit.BoundedMap;
import org.ocppgateway.gateway.metrics.GatewayMetric;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.credential.CredentialEntry;
import org.ocppgateway.routing.metrics.Meters;

/**
 * Remembers the entries that a source has given, for two uses: for a short time it answers instead of the source, so that a reconnect
 * storm does not reach it; for a longer time it answers if the source is unavailable. An answer that there is no entry is never
 * remembered, and makes it forget the one it had.
 */
public final class LastKnownEntries implements CredentialSource {
    private final CredentialSource source;
    private final long freshNanos;
    private final long staleNanos;
    private final LongSupplier nanoTime;
    private final BoundedMap<ChargePointId, Remembered> entries;

    private record Remembered(CredentialLookup.Found found, long readAt) {}

    /**
     * Remembers nothing yet.
     *
     * @param freshFor how long an entry answers instead of the source; a change at the source counts after that time at the latest, so 0
     *     asks at every handshake
     * @param staleFor how long after it was read an entry answers for a source that is unavailable
     * @param limit the most entries
     * @param nanoTime a monotonic clock, in ns
     */
    public LastKnownEntries(
            CredentialSource source,
            Duration freshFor,
            Duration staleFor,
            int limit,
            LongSupplier nanoTime,
            PrometheusRegistry registry) {
        this.source = source;
        this.freshNanos = freshFor.toNanos();
        this.staleNanos = staleFor.toNanos();
        this.nanoTime = nanoTime;
        Meters meters = new Meters(registry);
        this.entries = new BoundedMap<>(limit, meters.counter(GatewayMetric.CREDENTIAL_CACHE_EVICTIONS)::inc);
        meters.gauge(GatewayMetric.CREDENTIAL_CACHE_ENTRIES, entries::size);
    }

    @Override
    public Name name() {
        return source.name();
    }

    @Override
    public CredentialLookup find(ChargePointId chargePointId) throws InterruptedException {
        Remembered remembered = entries.get(chargePointId);
        if (remembered != null && age(remembered) < freshNanos) {
            return remembered.found();
        }
        long asked = nanoTime.getAsLong();
        CredentialLookup lookup = source.find(chargePointId);
        return switch (lookup) {
            case CredentialLookup.Found found -> {
                entries.put(chargePointId, new Remembered(found, asked));
                yield found;
            }
            case CredentialLookup.Unknown unknown -> {
                entries.remove(chargePointId);
                yield unknown;
            }
            case CredentialLookup.Unavailable unavailable ->
                remembered != null && age(remembered) < staleNanos ? stale(remembered.found()) : unavailable;
        };
    }

    private long age(Remembered remembered) {
        return nanoTime.getAsLong() - remembered.readAt();
    }

    private static CredentialLookup stale(CredentialLookup.Found found) {
        CredentialEntry entry = found.entry();
        return new CredentialLookup.Found(entry, found.source(), true);
    }
}
