package org.ocppgateway.gateway.admission;

import org.jspecify.annotations.Nullable;

/** Receives refused upgrades. */
@FunctionalInterface
public interface RefusalListener {

    /**
     * Called once per refused upgrade, on the thread of its request. Must not block.
     *
     * @param identity as it was tried, decoded; unsafe to print, and null if the path has none
     */
    void onRefused(ClientConnection client, @Nullable String identity, Refusal refusal);
}
