package org.ocppgateway.protocol.v2;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.ObjectType;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.dictionary.Timestamps;
import org.ocppgateway.protocol.handler.UplinkContext;
import org.ocppgateway.protocol.json.JsonBuilder;
import org.ocppgateway.protocol.model.EventPriority;
import org.ocppgateway.protocol.model.EventType;
import org.ocppgateway.protocol.model.UnifiedModel;
import org.ocppgateway.protocol.translation.ContentKeys;
import org.ocppgateway.protocol.translation.FieldCopy;
import org.ocppgateway.protocol.translation.TranslatedEvent;
import org.ocppgateway.protocol.translation.UnifiedVocabulary;

/**
 * Translates TransactionEvent, even if fields are missing. It has a content key, which identifies a retry with another message
 * id.
 */
final class Transactions2 {
    /** Event types by eventType. */
    static final Map<String, EventType> TYPES = Map.of(
            "Started", EventType.TRANSACTION_STARTED,
            "Updated", EventType.TRANSACTION_UPDATED,
            "Ended", EventType.TRANSACTION_ENDED);

    private static final Map<String, String> ORIGINS = Map.ofEntries(
            Map.entry("transactionId", "transactionInfo.transactionId"),
            Map.entry("evseId", "evse.id"),
            Map.entry("connectorId", "evse.connectorId"),
            Map.entry("remoteStartId", "transactionInfo.remoteStartId"),
            Map.entry("chargingState", "transactionInfo.chargingState"),
            Map.entry("timeSpentCharging", "transactionInfo.timeSpentCharging"),
            Map.entry("operationMode", "transactionInfo.operationMode"),
            Map.entry("tariffId", "transactionInfo.tariffId"),
            Map.entry("transactionLimit", "transactionInfo.transactionLimit"));

    private final FieldCopy started;
    private final FieldCopy updated;
    private final FieldCopy ended;

    Transactions2(ObjectType message) {
        this.started = copy(message, EventType.TRANSACTION_STARTED);
        this.updated = copy(message, EventType.TRANSACTION_UPDATED);
        this.ended = copy(message, EventType.TRANSACTION_ENDED);
    }

    private static FieldCopy copy(ObjectType message, EventType type) {
        return FieldCopy.toEvent(
                message, Objects.requireNonNull(UnifiedModel.events().event(type.name())), ORIGINS);
    }

    TranslatedEvent event(UplinkContext context, Payload message) {
        EventType type = type(message);
        List<Payload> values = message.objects("meterValue");
        JsonBuilder fields = new JsonBuilder(1024);
        if (EventType.TRANSACTION_STARTED.equals(type)) {
            started.write(message, fields);
            if (!message.has("timestamp")) {
                fields.field("timestamp", Timestamps.format(context.receivedAt()));
            }
            fields.raw("meterStart", MeterValues2.register(values, "Transaction.Begin"));
        } else if (EventType.TRANSACTION_ENDED.equals(type)) {
            ended.write(message, fields);
            fields.field(
                    "stopReason", UnifiedVocabulary.stopReason(message.object("transactionInfo"), "stoppedReason"));
            fields.raw("meterStop", MeterValues2.register(values, "Transaction.End"));
        } else {
            updated.write(message, fields);
        }
        IdTokens.toEvent(fields, message.object("idToken"));
        MeterValues2.write(fields, values);
        return new TranslatedEvent(
                type == null ? EventType.TRANSACTION_UPDATED : type,
                fields.toString(),
                EventPriority.TRANSACTION,
                contentKey(context, message));
    }

    /** Returns the content without the field offline, because a charge point may set that only in a retry. */
    private static String contentKey(UplinkContext context, Payload message) {
        String content = message.canonicalText("offline");
        Payload transaction = message.object("transactionInfo");
        return transaction != null && transaction.has("transactionId")
                ? content
                : ContentKeys.byTime(context, content, Collections.singletonList(message.text("timestamp")));
    }

    /** Returns null for an eventType that no version defines. */
    private static @Nullable EventType type(Payload message) {
        String eventType = message.text("eventType");
        return eventType == null ? null : TYPES.get(eventType);
    }
}
