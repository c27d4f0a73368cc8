package org.ocppgateway.gateway.credential;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.log.GatewayLogEvent;
import org.ocppgateway.gateway.metrics.GatewayMetric;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.credential.CredentialEntry;
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.metrics.Meters;

/**
 * Entries in a file: a JSON object from identity to entry. {@link #reloadIfChanged} reads it again when it has changed, whichever way: in
 * place, by renaming another file over it, or by turning a symbolic link on its path, as Kubernetes does with a mounted ConfigMap. A file
 * that cannot be read or has a mistake changes nothing: the earlier entries stay in use. Lookups are possible meanwhile, on any thread.
 */
public final class FileCredentialSource implements CredentialSource {
    private static final EventLog LOG = EventLog.of(FileCredentialSource.class);

    private final WatchedFile file;
    private final CounterDataPoint failures;
    private final AtomicReference<@Nullable String> problem = new AtomicReference<>();
    private volatile Map<ChargePointId, CredentialEntry> entries;

    /**
     * Reads the file.
     *
     * @throws IOException if it cannot be read or is not as it should be; the message names the file and the mistake
     */
    public FileCredentialSource(Path path, Clock clock, PrometheusRegistry registry) throws IOException {
        this.file = new WatchedFile(path, clock);
        file.hasChanged();
        this.entries = CredentialFile.read(path);
        Meters meters = new Meters(registry);
        this.failures = meters.counter(GatewayMetric.CREDENTIAL_FILE_FAILURES);
        meters.gauge(GatewayMetric.CREDENTIAL_FILE_ENTRIES, () -> entries.size());
        meters.gauge(GatewayMetric.CREDENTIAL_FILE_INVALID, () -> problem.get() == null ? 0 : 1);
    }

    @Override
    public Name name() {
        return Name.FILE;
    }

    @Override
    public CredentialLookup find(ChargePointId chargePointId) {
        CredentialEntry entry = entries.get(chargePointId);
        return entry == null ? new CredentialLookup.Unknown() : new CredentialLookup.Found(entry, name(), false);
    }

    /** The mistake in the present file; null if it was read. */
    public @Nullable String problem() {
        return problem.get();
    }

    /**
     * Reads the file if it has changed. Called by one thread.
     *
     * @return the charge points whose entry has changed
     */
    public Set<ChargePointId> reloadIfChanged() {
        if (!file.hasChanged()) {
            return Set.of();
        }
        Map<ChargePointId, CredentialEntry> before = entries;
        Map<ChargePointId, CredentialEntry> after;
        try {
            after = CredentialFile.read(file.path());
        } catch (IOException e) {
            file.forget(); // tried again at the next check: it may be half-written
            String message = String.valueOf(e.getMessage());
            if (!message.equals(problem.getAndSet(message))) {
                failures.inc();
                LOG.log(GatewayLogEvent.CREDENTIAL_FILE_INVALID, message);
            }
            return Set.of();
        }
        boolean wasInvalid = problem.getAndSet(null) != null;
        Set<ChargePointId> changes = changes(before, after);
        if (!changes.isEmpty() || wasInvalid) {
            LOG.log(GatewayLogEvent.CREDENTIAL_FILE_LOADED, after.size(), changes.size());
        }
        entries = after;
        return changes;
    }

    private static Set<ChargePointId> changes(
            Map<ChargePointId, CredentialEntry> before, Map<ChargePointId, CredentialEntry> after) {
        Set<ChargePointId> changes = new HashSet<>(before.keySet());
        changes.addAll(after.keySet());
        changes.removeIf(id -> Objects.equals(before.get(id), after.get(id)));
        return changes;
    }
}
