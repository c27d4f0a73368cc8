package org.ocppgateway.simulator.behaviour;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.json.JsonBuilder;

/** Status notifications about a long-running job such as an upload. They have the same form in all OCPP versions. */
public final class StatusReport {
    public static final Action FIRMWARE = new Action("FirmwareStatusNotification");
    public static final Action LOG = new Action("LogStatusNotification");

    private StatusReport() {}

    /** Creates the notification that no job is in progress. */
    public static OutgoingCall idle(Action action) {
        return message(action, null, "Idle");
    }

    /** Creates the notifications of one job. */
    public static List<OutgoingCall> series(Action action, @Nullable Long requestId, String... statuses) {
        return Stream.of(statuses)
                .map(status -> message(action, requestId, status))
                .toList();
    }

    private static OutgoingCall message(Action action, @Nullable Long requestId, String status) {
        JsonBuilder payload = new JsonBuilder().beginObject().field("status", status);
        if (requestId != null) {
            payload.field("requestId", requestId);
        }
        return OutgoingCall.of(action, payload.endObject()::toString);
    }
}
