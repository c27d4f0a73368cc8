package org.ocppgateway.gateway.credential;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.metrics.GatewayMetric;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.metrics.Meters;

/**
 * Asks several sources in order; the first that knows the identity wins. A source that is unavailable ends the search: what comes after
 * it may be overruled by an entry that cannot be seen now, and one that blocks the charge point must not be passed over.
 */
public final class CredentialChain {
    private final Map<CredentialSource.Name, CredentialSource> sources = new EnumMap<>(CredentialSource.Name.class);
    private final Counter lookups;

    /** @param sources at most one of each kind; the order is that of {@link CredentialSource.Name} */
    public CredentialChain(List<CredentialSource> sources, PrometheusRegistry registry) {
        sources.forEach(source -> this.sources.put(source.name(), source));
        this.lookups = new Meters(registry).labelledCounter(GatewayMetric.CREDENTIAL_LOOKUPS);
    }

    /** Asks the sources. {@link CredentialLookup.Unknown} if there are none. */
    public CredentialLookup find(ChargePointId chargePointId) throws InterruptedException {
        return find(chargePointId, null);
    }

    /**
     * Asks the sources.
     *
     * @param pending a lookup that was started already; it replaces the source of its kind, if there is one. Null for none
     */
    public CredentialLookup find(ChargePointId chargePointId, @Nullable CredentialSource pending)
            throws InterruptedException {
        for (CredentialSource configured : sources.values()) {
            CredentialSource source = pending != null && pending.name() == configured.name() ? pending : configured;
            CredentialLookup lookup = source.find(chargePointId);
            lookups.labelValues(source.name().label(), outcome(lookup)).inc();
            if (!(lookup instanceof CredentialLookup.Unknown)) {
                return lookup;
            }
        }
        return new CredentialLookup.Unknown();
    }

    /** Whether one of the sources can be written by the gateway. */
    public boolean isWritable() {
        return sources.containsKey(CredentialSource.Name.REDIS);
    }

    private static String outcome(CredentialLookup lookup) {
        return switch (lookup) {
            case CredentialLookup.Found found -> found.stale() ? "stale" : "found";
            case CredentialLookup.Unknown unknown -> "unknown";
            case CredentialLookup.Unavailable unavailable -> "unavailable";
        };
    }
}
