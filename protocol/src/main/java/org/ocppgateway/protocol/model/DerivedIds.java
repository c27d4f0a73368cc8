package org.ocppgateway.protocol.model;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.json.JsonBuilder;

/**
 * Ids that the gateway put into a CALL because the command named none. Events that follow the command carry them.
 *
 * @param requestId null if the CALL has none, or the one that the command names
 * @param remoteStartId likewise
 */
public record DerivedIds(@Nullable Long requestId, @Nullable Long remoteStartId) {
    public static final DerivedIds NONE = new DerivedIds(null, null);

    /** Writes the field {@code derived}; nothing if there are no ids. */
    void write(JsonBuilder json) {
        if (requestId == null && remoteStartId == null) {
            return;
        }
        json.beginObject("derived");
        if (requestId != null) {
            json.field("requestId", requestId);
        }
        if (remoteStartId != null) {
            json.field("remoteStartId", remoteStartId);
        }
        json.endObject();
    }
}
