package org.ocppgateway.protocol.model;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.json.JsonBuilder;

/**
 * Ids that the gateway added to a CALL because the command contained none. Later events of the charge point contain them.
 *
 * @param requestId null if the CALL has none or the command contained it
 * @param remoteStartId same for the remote start id
 */
public record DerivedIds(@Nullable Long requestId, @Nullable Long remoteStartId) {
    public static final DerivedIds NONE = new DerivedIds(null, null);

    /** Writes the field {@code derived}. Writes nothing if there are no ids. */
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
