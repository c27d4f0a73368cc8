package org.ocppgateway.protocol.v16;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.dictionary.Timestamps;
import org.ocppgateway.protocol.handler.UplinkContext;
import org.ocppgateway.protocol.json.JsonBuilder;
import org.ocppgateway.protocol.model.EventPriority;
import org.ocppgateway.protocol.model.EventType;
import org.ocppgateway.protocol.translation.ContentKeys;
import org.ocppgateway.protocol.translation.TranslatedEvent;
import org.ocppgateway.protocol.translation.UnifiedVocabulary;

/**
 * Translates StartTransaction, StopTransaction and MeterValues, even if fields are missing. Each has a content key, which
 * identifies a retry with another message id.
 */
final class Transactions16 {
    /**
     * Transaction ids of charge points that never received, or never understood, the answer to StartTransaction (errata 3.18).
     */
    private static final Set<String> NO_TRANSACTION = Set.of("-1", "0", Long.toString(Long.MAX_VALUE));

    private Transactions16() {}

    static TranslatedEvent started(UplinkContext context, Payload message) {
        String timestamp = message.text("timestamp");
        String contentKey = ContentKeys.byTime(context, startContent(message), Collections.singletonList(timestamp));
        JsonBuilder fields = new JsonBuilder(256)
                .field("transactionId", Integer.toString(idOf(context.chargePointId(), contentKey)));
        Events16.evseAndConnector(fields, message)
                .field("timestamp", timestamp == null ? Timestamps.format(context.receivedAt()) : timestamp)
                .field("triggerReason", "Authorized")
                .members(Events16.idToken(message).toString())
                .raw("meterStart", message.text("meterStart"))
                .raw("reservationId", message.text("reservationId"));
        return event(EventType.TRANSACTION_STARTED, fields, contentKey);
    }

    static TranslatedEvent ended(UplinkContext context, Payload message) {
        String transactionId = transactionId(message);
        String timestamp = message.text("timestamp");
        JsonBuilder fields = new JsonBuilder(256)
                .field("transactionId", transactionId)
                .field("timestamp", timestamp)
                .field("stopReason", UnifiedVocabulary.stopReason(message, "reason"))
                .members(Events16.idToken(message).toString())
                .raw("meterStop", message.text("meterStop"));
        MeterValues16.write(fields, message.objects("transactionData"));
        String contentKey = transactionId == null
                ? ContentKeys.byTime(context, message.canonicalText(), Collections.singletonList(timestamp))
                : message.canonicalText();
        return event(EventType.TRANSACTION_ENDED, fields, contentKey);
    }

    static TranslatedEvent meterValues(UplinkContext context, Payload message) {
        List<Payload> values = message.objects("meterValue");
        String transactionId = transactionId(message);
        String contentKey = transactionId == null
                ? ContentKeys.byTime(context, message.canonicalText(), timestamps(values))
                : message.canonicalText();
        JsonBuilder fields = new JsonBuilder(1024);
        if (!message.has("transactionId")) {
            MeterValues16.write(Events16.evseAndConnector(fields, message), values);
            return event(EventType.METER_VALUES, fields, contentKey);
        }
        fields.field("transactionId", transactionId);
        Events16.evseAndConnector(fields, message)
                .field("timestamp", values.isEmpty() ? null : values.getLast().text("timestamp"))
                .field("triggerReason", MeterValues16.triggerReason(values));
        MeterValues16.write(fields, values);
        return event(EventType.TRANSACTION_UPDATED, fields, contentKey);
    }

    private static List<@Nullable String> timestamps(List<Payload> meterValues) {
        List<@Nullable String> timestamps = new ArrayList<>(meterValues.size());
        for (Payload meterValue : meterValues) {
            timestamps.add(meterValue.text("timestamp"));
        }
        return timestamps;
    }

    private static TranslatedEvent event(EventType type, JsonBuilder fields, String contentKey) {
        return new TranslatedEvent(type, fields.toString(), EventPriority.TRANSACTION, contentKey);
    }

    /** Returns the transaction id, or null if the charge point never received it. */
    private static @Nullable String transactionId(Payload message) {
        String id = message.text("transactionId");
        return id == null || NO_TRANSACTION.contains(id) ? null : id;
    }

    /**
     * Returns the transactionId for the answer to a StartTransaction. It is derived from the content key, so a retry gets the
     * same id on any pod.
     *
     * @return 1 to 2^31-1, which every charge point can store; some treat 0 as no transaction
     */
    static int idOf(ChargePointId chargePointId, String contentKey) {
        byte[] digest = sha256(chargePointId.value() + '\n' + contentKey + '\n');
        long bits = ByteBuffer.wrap(digest).getLong() >>> 1;
        return (int) (bits % Integer.MAX_VALUE) + 1;
    }

    /** Returns the content of a start. OCPP compares id tags without case. */
    private static String startContent(Payload start) {
        String idTag = start.text("idTag");
        String reservationId = start.text("reservationId");
        StringBuilder content = new StringBuilder(96);
        line(content, start.text("connectorId"));
        line(content, idTag == null ? null : idTag.toLowerCase(Locale.ROOT));
        line(content, start.text("timestamp"));
        line(content, start.text("meterStart"));
        if (reservationId != null) {
            line(content, reservationId);
        }
        return content.append(start.rawIfInvalid()).toString();
    }

    private static void line(StringBuilder content, @Nullable String part) {
        content.append(part == null ? "" : part).append('\n');
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing, which every Java platform must provide", e);
        }
    }
}
