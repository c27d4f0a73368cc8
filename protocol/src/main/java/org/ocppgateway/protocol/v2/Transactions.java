package org.ocppgateway.protocol.v2;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.ObjectType;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.json.JsonText;
import org.ocppgateway.protocol.model.EventType;
import org.ocppgateway.protocol.model.Importance;
import org.ocppgateway.protocol.model.UnifiedModel;
import org.ocppgateway.protocol.translation.Event;
import org.ocppgateway.protocol.translation.FieldCopy;

/**
 * TransactionEvent: what a charge point keeps and repeats until it is answered, and throws away after a few errors. So it is
 * taken even if it is not valid, as long as it can be told which transaction it is about, and a content key makes a repeated one
 * recognisable, whatever its message id.
 */
final class Transactions {
    /** By eventType. */
    static final Map<String, EventType> TYPES = Map.of(
            "Started", EventType.TRANSACTION_STARTED,
            "Updated", EventType.TRANSACTION_UPDATED,
            "Ended", EventType.TRANSACTION_ENDED);

    private static final Map<String, String> ORIGINS = Map.ofEntries(
            Map.entry("transactionId", "transactionInfo.transactionId"),
            Map.entry("evseId", "evse.id"),
            Map.entry("connectorId", "evse.connectorId"),
            Map.entry("stopReason", "transactionInfo.stoppedReason"),
            Map.entry("remoteStartId", "transactionInfo.remoteStartId"),
            Map.entry("chargingState", "transactionInfo.chargingState"),
            Map.entry("timeSpentCharging", "transactionInfo.timeSpentCharging"),
            Map.entry("operationMode", "transactionInfo.operationMode"),
            Map.entry("tariffId", "transactionInfo.tariffId"),
            Map.entry("transactionLimit", "transactionInfo.transactionLimit"));

    private final FieldCopy started;
    private final FieldCopy updated;
    private final FieldCopy ended;

    Transactions(ObjectType message) {
        this.started = copy(message, EventType.TRANSACTION_STARTED);
        this.updated = copy(message, EventType.TRANSACTION_UPDATED);
        this.ended = copy(message, EventType.TRANSACTION_ENDED);
    }

    private static FieldCopy copy(ObjectType message, EventType type) {
        return FieldCopy.toEvent(
                message, Objects.requireNonNull(UnifiedModel.events().event(type.name())), ORIGINS);
    }

    /** Whether it is known which transaction the message is about, even though it is not valid. */
    static boolean isIdentified(Payload message) {
        return type(message) != null && transactionId(message) != null;
    }

    Event event(Payload message) {
        EventType type = type(message);
        List<Payload> values = message.objects("meterValue");
        JsonText fields = new JsonText(1024);
        if (EventType.TRANSACTION_STARTED.equals(type)) {
            started.write(message, fields);
            fields.raw("meterStart", MeterValues.register(values, "Transaction.Begin"));
        } else if (EventType.TRANSACTION_ENDED.equals(type)) {
            ended.write(message, fields);
            if (!has(message.object("transactionInfo"), "stoppedReason")) {
                fields.field("stopReason", "Local");
            }
            fields.raw("meterStop", MeterValues.register(values, "Transaction.End"));
        } else {
            updated.write(message, fields);
        }
        IdTokens.toEvent(fields, message.object("idToken"));
        MeterValues.write(fields, values);
        return new Event(
                type == null ? EventType.TRANSACTION_UPDATED : type,
                fields.toString(),
                Importance.TRANSACTION,
                contentKey(message));
    }

    /** What is not numbered and dated is known by all that it says. */
    private static String contentKey(Payload message) {
        String seqNo = message.text("seqNo");
        String timestamp = message.text("timestamp");
        if (seqNo == null || timestamp == null) {
            return message.raw();
        }
        return String.join("\n", String.valueOf(transactionId(message)), seqNo, message.text("eventType"), timestamp);
    }

    /** Null for a word that no version has. */
    private static @Nullable EventType type(Payload message) {
        String eventType = message.text("eventType");
        return eventType == null ? null : TYPES.get(eventType);
    }

    private static @Nullable String transactionId(Payload message) {
        Payload transaction = message.object("transactionInfo");
        return transaction == null ? null : transaction.text("transactionId");
    }

    private static boolean has(@Nullable Payload object, String field) {
        return object != null && object.has(field);
    }
}
