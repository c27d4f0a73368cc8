package org.ocppgateway.gateway.refusal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.routing.refusal.RefusalGroup;
import org.ocppgateway.routing.refusal.RefusalStage;

/**
 * One refused connection attempt. Contains no secret: a caller must not put the content of a header into it.
 *
 * @param details for the operator; null if the reason is sufficient
 * @param suggestion what to change, for an installer; null if nothing is known
 */
public record RefusedAttempt(
        Instant time,
        RefusalGroup group,
        @Nullable String details,
        @Nullable String suggestion) {
    private static final int MAX_ID = 48;
    private static final int MAX_ADDRESS = 64;
    private static final int MAX_TEXT = 300;

    /** Truncates texts, and replaces characters that are not printable ASCII. */
    public RefusedAttempt {
        details = shortened(details);
        suggestion = shortened(suggestion);
    }

    /**
     * An attempt whose texts may come from the network: what is not printable is replaced, what is too long is cut.
     *
     * @param address of the client, without port
     * @param chargePointId in the request, valid or not; null if none could be read, or it is empty
     * @param reason a fixed word
     */
    public static RefusedAttempt of(
            Instant time,
            String address,
            @Nullable String chargePointId,
            RefusalStage stage,
            String reason,
            @Nullable String details,
            @Nullable String suggestion) {
        String id = chargePointId == null ? "" : printable(chargePointId, MAX_ID);
        String from = printable(address, MAX_ADDRESS);
        RefusalGroup group =
                new RefusalGroup(from.isEmpty() ? "unknown" : from, id.isEmpty() ? null : id, stage, reason);
        return new RefusedAttempt(time, group, details, suggestion);
    }

    private static String printable(String text, int length) {
        StringBuilder printable = new StringBuilder();
        for (int i = 0; i < text.length() && i < length; i++) {
            char c = text.charAt(i);
            printable.append(c < ' ' || c > '~' ? '?' : c);
        }
        return printable.toString();
    }

    private static @Nullable String shortened(@Nullable String text) {
        return text == null ? null : printable(text, MAX_TEXT) + (text.length() > MAX_TEXT ? "..." : "");
    }
}
