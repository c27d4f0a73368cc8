package org.ocppgateway.protocol.model;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.Violation;
import org.ocppgateway.protocol.json.JsonBuilder;
import org.ocppgateway.protocol.json.UnpairedSurrogates;
import org.ocppgateway.protocol.model.EventContext.ReplyRequest;

/** Encodes events as CloudEvents 1.0 in structured JSON mode. */
public final class EventEncoder {
    /** Media type of the result of {@link #encode}. */
    public static final String CONTENT_TYPE = "application/cloudevents+json";

    private static final int OVERHEAD = 640;

    private EventEncoder() {}

    /**
     * Returns the value of the record in UTF-8.
     *
     * @param fields unified fields: the members of a JSON object without its braces, may be empty
     * @param message null for events that the gateway itself raises
     */
    public static byte[] encode(EventContext context, EventType type, String fields, @Nullable DeviceMessage message) {
        int payloadLength = message == null ? 0 : message.payload().length();
        JsonBuilder json = new JsonBuilder(OVERHEAD + fields.length() + payloadLength)
                .beginObject()
                .field("specversion", "1.0")
                .field("id", context.id())
                .field("source", "/gateways/" + context.podId())
                .field("type", type.name())
                .field("subject", context.chargePointId().value())
                .field("time", context.time())
                .field("datacontenttype", "application/json")
                .beginObject("data")
                .field("chargePointId", context.chargePointId().value());
        if (context.version() != null) {
            json.field("protocolVersion", context.version().label());
        }
        json.field("podId", context.podId().value());
        if (context.epoch() != null) {
            json.field("sessionEpoch", context.epoch().value()).field("sequence", context.sequence());
        }
        json.members(fields);
        if (context.reply() != null) {
            reply(json, context.reply());
        }
        if (message != null) {
            violations(json, message.violations());
            json.beginObject("ocpp")
                    .field("action", message.action().name())
                    .field("messageId", message.id().value())
                    .raw("payload", UnpairedSurrogates.replaceEscaped(message.payload()))
                    .endObject();
        }
        return json.endObject().endObject().toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void reply(JsonBuilder json, ReplyRequest reply) {
        json.beginObject("reply")
                .field("requestId", reply.requestId())
                .field("pod", reply.pod().value())
                .field("partition", reply.partition())
                .field("deadline", reply.deadline())
                .endObject();
    }

    /** Writes the field {@code violations}. Writes nothing if there are none. */
    static void violations(JsonBuilder json, List<Violation> violations) {
        if (violations.isEmpty()) {
            return;
        }
        json.beginArray("violations");
        for (Violation violation : violations) {
            json.beginObject()
                    .field("path", violation.path())
                    .field("kind", violation.kind().name().toLowerCase(Locale.ROOT))
                    .field("detail", violation.detail())
                    .field("quirk", violation.quirk())
                    .endObject();
        }
        json.endArray();
    }
}
