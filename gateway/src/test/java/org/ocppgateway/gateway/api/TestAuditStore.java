package org.ocppgateway.gateway.api;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.routing.audit.AuditRecord;
import org.ocppgateway.routing.audit.AuditStore;
import org.ocppgateway.routing.audit.AuditStoreException;

/** Stores in memory, or is unavailable. */
final class TestAuditStore implements AuditStore {
    final AtomicBoolean out = new AtomicBoolean();
    private final ConcurrentSkipListMap<String, AuditRecord> records = new ConcurrentSkipListMap<>();

    @Override
    public void add(List<AuditRecord> added) throws AuditStoreException {
        requireAvailable();
        added.forEach(each -> records.put(each.id(), each));
    }

    @Override
    public List<AuditRecord> list(@Nullable String after, int limit) throws AuditStoreException {
        requireAvailable();
        return records.tailMap(after == null ? "" : after, false).values().stream()
                .limit(limit)
                .toList();
    }

    private void requireAvailable() throws AuditStoreException {
        if (out.get()) {
            throw new AuditStoreException(new IOException("out"));
        }
    }
}
