package org.ocppgateway.gateway.refusal;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.log.GatewayLogEvent;
import org.ocppgateway.routing.Loop;
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.refusal.RefusalStore;
import org.ocppgateway.routing.refusal.RefusalStoreException;
import org.ocppgateway.routing.refusal.RefusalSummary;

/**
 * Writes summaries of the journal to the store that all pods share: at most {@link RefusalStore#MAX_BATCH} in each interval, whatever the
 * number of attempts. Summaries that cannot be stored are tried again in the next one. Has one virtual thread.
 */
public final class RefusalPublisher {
    private static final EventLog LOG = EventLog.of(RefusalPublisher.class);

    private final RefusalJournal journal;
    private final RefusalStore store;
    private final Duration interval;
    private boolean failing;
    private @Nullable Loop loop;

    public RefusalPublisher(RefusalJournal journal, RefusalStore store, Duration interval) {
        this.journal = journal;
        this.store = store;
        this.interval = interval;
    }

    /** Begins to write. */
    public void start() {
        loop = Loop.start("refusals", Loop.pause(interval), this::publish);
    }

    /** Whether its thread runs. */
    public boolean running() {
        return loop != null && loop.running();
    }

    /** Stops; what was not written yet is lost. */
    public void stop() throws InterruptedException {
        if (loop != null) {
            loop.stop();
        }
    }

    /** Writes one batch. Called by one thread at a time. */
    void publish() throws InterruptedException {
        List<RefusalSummary> summaries = journal.takeUnstored(RefusalStore.MAX_BATCH);
        try {
            store.store(summaries);
            failing = false;
        } catch (RefusalStoreException e) {
            journal.putBack(summaries);
            if (!failing) {
                failing = true;
                LOG.log(GatewayLogEvent.REFUSAL_SUMMARIES_NOT_STORED, e.getMessage());
            }
        }
    }
}
