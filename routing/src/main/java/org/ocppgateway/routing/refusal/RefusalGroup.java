package org.ocppgateway.routing.refusal;

import org.jspecify.annotations.Nullable;

/**
 * Properties of refusals that are counted together.
 *
 * @param address of the client, a literal without port
 * @param chargePointId the identity that was tried, as far as one could be read; need not be acceptable
 * @param reason fixed words in lower case with hyphens, nothing from the request
 */
public record RefusalGroup(String address, @Nullable String chargePointId, RefusalStage stage, String reason) {

    /** Refuses texts that are empty or not printable ASCII: they come from the network and go into keys. */
    public RefusalGroup {
        requirePrintable("address", address);
        requirePrintable("reason", reason);
        if (chargePointId != null) {
            requirePrintable("chargePointId", chargePointId);
        }
    }

    private static void requirePrintable(String name, String text) {
        if (text.isEmpty() || text.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw new IllegalArgumentException(name + " must be printable ASCII");
        }
    }
}
