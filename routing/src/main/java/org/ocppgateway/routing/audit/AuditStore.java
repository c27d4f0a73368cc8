package org.ocppgateway.routing.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Audit records that all pods share. Called by virtual threads; every call is bounded in time. */
public interface AuditStore {
    /** Maximum number of records; the oldest are removed first. */
    int MAX_RECORDS = 10_000;

    /**
     * Stores records. A call may be repeated.
     *
     * @param records at most 1,000, not empty
     */
    void add(List<AuditRecord> records) throws AuditStoreException, InterruptedException;

    /**
     * The records in the order of their ids, the latest first. A value that is no record is skipped.
     *
     * @param after id of the record before the first one; null for none
     * @param limit maximum number of records
     */
    List<AuditRecord> list(@Nullable String after, int limit) throws AuditStoreException, InterruptedException;
}
