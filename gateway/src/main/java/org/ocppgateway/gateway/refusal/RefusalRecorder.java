package org.ocppgateway.gateway.refusal;

import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.admission.ClientConnection;
import org.ocppgateway.gateway.admission.Refusal;
import org.ocppgateway.gateway.admission.RefusalListener;

/** Records refused upgrades in the journal. Thread-safe. */
public final class RefusalRecorder implements RefusalListener {
    private final RefusalJournal journal;
    private final InstantSource clock;

    public RefusalRecorder(RefusalJournal journal, InstantSource clock) {
        this.journal = journal;
        this.clock = clock;
    }

    @Override
    public void onRefused(ClientConnection client, @Nullable String identity, Refusal refusal) {
        journal.record(RefusedAttempt.of(
                clock.instant(),
                client.address().toString(),
                identity,
                refusal.stage(),
                refusal.reasonLabel(),
                refusal.details(),
                refusal.suggestion()));
    }
}
