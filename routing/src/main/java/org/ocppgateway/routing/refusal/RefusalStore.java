package org.ocppgateway.routing.refusal;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Summaries of refusals that all pods share; each lives for 24 h after it was stored last. Called by any number of virtual threads. */
public interface RefusalStore {
    /** Most summaries in one call of {@link #store}: with the index that is 200 keys. */
    int MAX_BATCH = 199;

    /**
     * Stores summaries. One that was stored before with the same group, pod and {@code first} is replaced, so a call may be repeated.
     *
     * @param summaries at most {@link #MAX_BATCH}
     */
    void store(List<RefusalSummary> summaries) throws RefusalStoreException, InterruptedException;

    /**
     * The latest summaries that fit, the latest first.
     *
     * @param idPrefix what the identity begins with; null for any, and for none
     * @param address of the client; null for any
     * @param limit maximum number of summaries
     */
    default List<RefusalSummary> find(@Nullable String idPrefix, @Nullable String address, int limit)
            throws RefusalStoreException, InterruptedException {
        return find(idPrefix, address, summary -> true, limit);
    }

    /**
     * The latest summaries that fit, the latest first.
     *
     * @param idPrefix what the identity begins with; null for any, and for none
     * @param address of the client; null for any
     * @param wanted further condition; summaries that fail it do not count towards the limit
     * @param limit maximum number of summaries
     */
    List<RefusalSummary> find(
            @Nullable String idPrefix, @Nullable String address, Predicate<RefusalSummary> wanted, int limit)
            throws RefusalStoreException, InterruptedException;
}
