package org.ocppgateway.routing.client;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.protocol.model.EventContext.ReplyRequest;
import org.ocppgateway.protocol.model.EventType;

/**
 * An event of a charge point.
 *
 * @param id deduplication key: the same id is the same event
 * @param type event type of the contract, or one that a later release has added
 * @param epoch epoch of its session; null without a session, for example for a refused connection
 * @param sequence position in the session, from 1; 0 without a session
 * @param time time of the gateway's clock
 * @param data unified fields of its type, and in {@code ocpp} the message as received
 * @param source the record from which it was parsed
 */
public record Event(
        String id,
        EventType type,
        ChargePointId chargePointId,
        @Nullable SessionEpoch epoch,
        long sequence,
        Instant time,
        JsonObject data,
        Source source) {

    /**
     * A record of {@code ocpp-events-up}.
     *
     * @param json its value
     * @param traceParent its header {@code traceparent} (W3C Trace Context); null without one, or if it is malformed
     */
    public record Source(String json, @Nullable String traceParent) {}

    /** Creates an event without a trace context. */
    public Event(
            String id,
            EventType type,
            ChargePointId chargePointId,
            @Nullable SessionEpoch epoch,
            long sequence,
            Instant time,
            JsonObject data,
            String json) {
        this(id, type, chargePointId, epoch, sequence, time, data, new Source(json, null));
    }

    /**
     * Parses a record of {@code ocpp-events-up}.
     *
     * @throws com.google.gson.JsonParseException if it is not an event
     */
    public static Event parse(String json) {
        return parse(json, null);
    }

    /**
     * Parses a record of {@code ocpp-events-up} with its trace context.
     *
     * @throws com.google.gson.JsonParseException if it is not an event
     */
    public static Event parse(String json, @Nullable String traceParent) {
        return JsonRecord.read(json, "event", fields -> of(fields, new Source(json, traceParent)));
    }

    private static Event of(JsonObject fields, Source source) {
        JsonObject data = fields.getAsJsonObject("data");
        JsonElement epoch = data.get("sessionEpoch");
        return new Event(
                fields.get("id").getAsString(),
                new EventType(fields.get("type").getAsString()),
                new ChargePointId(fields.get("subject").getAsString()),
                epoch == null ? null : new SessionEpoch(epoch.getAsLong()),
                epoch == null ? 0 : data.get("sequence").getAsLong(),
                Instant.parse(fields.get("time").getAsString()),
                data,
                source);
    }

    /** The whole record. */
    public String json() {
        return source.json();
    }

    /** Trace context of the record, the parent for spans of the backend; null without one. */
    public @Nullable String traceParent() {
        return source.traceParent();
    }

    /** Present if the charge point waits for a decision of the backend; {@link GatewayClient#reply} sends it. */
    public Optional<ReplyRequest> replyRequest() {
        JsonObject reply = data.getAsJsonObject("reply");
        return reply == null
                ? Optional.empty()
                : Optional.of(new ReplyRequest(
                        reply.get("requestId").getAsString(),
                        new PodId(reply.get("pod").getAsString()),
                        reply.get("partition").getAsInt(),
                        Instant.parse(reply.get("deadline").getAsString())));
    }
}
