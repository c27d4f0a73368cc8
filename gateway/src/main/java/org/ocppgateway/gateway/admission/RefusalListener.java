package org.ocppgateway.gateway.admission;

import org.jspecify.annotations.Nullable;

/** Receives refused upgrades. */
@FunctionalInterface
public interface RefusalListener {

    /**
     * Called once per refused upgrade, on the thread of its request. Must not block.
     *
     * @param identity in the request, decoded, valid or not; unsafe to print; null if the path has none
     */
    void onRefused(ClientConnection client, @Nullable String identity, Refusal refusal);
}
