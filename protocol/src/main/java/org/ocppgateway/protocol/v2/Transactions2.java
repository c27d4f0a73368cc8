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
 * TransactionEvent. It is translated whatever is missing in it, and has a content key, which makes a repeated one recognisable whatever
 * its message id.
 */
final class Transactions2 {
    /** By eventType. */
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

    /** All that the message says, but that it was sent offline: a charge point may find that out before it repeats the message. */
    private static String contentKey(UplinkContext context, Payload message) {
        String content = message.canonicalText("offline");
        Payload transaction = message.object("transactionInfo");
        return transaction != null && transaction.has("transactionId")
                ? content
                : ContentKeys.byTime(context, content, Collections.singletonList(message.text("timestamp")));
    }

    /** Null for a word that no version has. */
    private static @Nullable EventType type(Payload message) {
        String eventType = message.text("eventType");
        return eventType == null ? null : TYPES.get(eventType);
    }
}
