package org.ocppgateway.protocol.v16;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.json.JsonText;
import org.ocppgateway.protocol.model.EventType;
import org.ocppgateway.protocol.model.Importance;
import org.ocppgateway.protocol.translation.Event;

/**
 * StartTransaction, StopTransaction and MeterValues: what a charge point keeps and repeats until it is answered, and throws
 * away after a few errors. So they are taken even if they are not valid, as long as it can be told what they belong to, and
 * a content key makes a repeated one recognisable, whatever its message id.
 */
final class Transactions {
    /** What charge points send that never got an answer to StartTransaction (errata 3.18), or never understood it. */
    private static final Set<String> NO_TRANSACTION = Set.of("-1", "0", Long.toString(Long.MAX_VALUE));

    private Transactions() {}

    /** Whether it is known what the message belongs to, even though it is not valid. */
    static boolean isIdentified(Action action, Payload message) {
        return switch (action.name()) {
            case "StartTransaction" -> message.has("connectorId") && message.has("idTag") && message.has("timestamp");
            case "StopTransaction" ->
                message.has("transactionId") && (transactionId(message) != null || message.has("timestamp"));
            case "MeterValues" -> message.has("transactionId");
            default -> false;
        };
    }

    static Event started(ChargePointId chargePointId, Payload message) {
        JsonText fields = new JsonText(256).field("transactionId", Integer.toString(idOf(chargePointId, message)));
        Events.place(fields, message)
                .field("timestamp", message.text("timestamp"))
                .field("triggerReason", "Authorized")
                .members(Events.idToken(message).toString())
                .raw("meterStart", message.text("meterStart"))
                .raw("reservationId", message.text("reservationId"));
        return event(EventType.TRANSACTION_STARTED, fields, startKey(message));
    }

    static Event ended(Payload message) {
        String transactionId = transactionId(message);
        String reason = message.text("reason");
        JsonText fields = new JsonText(256)
                .field("transactionId", transactionId)
                .field("timestamp", message.text("timestamp"))
                .field("stopReason", reason == null ? "Local" : reason)
                .members(Events.idToken(message).toString())
                .raw("meterStop", message.text("meterStop"));
        MeterValues.write(fields, message.objects("transactionData"));
        String key = transactionId != null ? transactionId : key(message.text("timestamp"), message.text("meterStop"));
        return event(EventType.TRANSACTION_ENDED, fields, key);
    }

    static Event meterValues(Payload message) {
        List<Payload> values = message.objects("meterValue");
        JsonText fields = new JsonText(1024);
        if (!message.has("transactionId")) {
            MeterValues.write(Events.place(fields, message), values);
            return event(EventType.METER_VALUES, fields, MeterValues.key(message));
        }
        fields.field("transactionId", transactionId(message));
        Events.place(fields, message)
                .field("timestamp", values.isEmpty() ? null : values.getLast().text("timestamp"))
                .field("triggerReason", MeterValues.triggerReason(values));
        MeterValues.write(fields, values);
        return event(EventType.TRANSACTION_UPDATED, fields, MeterValues.key(message));
    }

    private static Event event(EventType type, JsonText fields, String contentKey) {
        return new Event(type, fields.toString(), Importance.TRANSACTION, contentKey);
    }

    /** The transaction's id, or null if the charge point was never told it. */
    private static @Nullable String transactionId(Payload message) {
        String id = message.text("transactionId");
        return id == null || NO_TRANSACTION.contains(id) ? null : id;
    }

    /**
     * The id of a transaction that starts: made of what it starts with, so that every pod answers every repetition with the same
     * id and nothing has to be stored. Unique for a charge point only, and there but for a chance of 1 to 2^31.
     *
     * @return 1 to 2^31-1: what every charge point can hold; 0 means none to some
     */
    static int idOf(ChargePointId chargePointId, Payload start) {
        byte[] digest = sha256(key(chargePointId.value(), startKey(start)));
        long bits = ByteBuffer.wrap(digest).getLong() >>> 1;
        return (int) (bits % Integer.MAX_VALUE) + 1;
    }

    private static String startKey(Payload start) {
        String idTag = start.text("idTag");
        return key(
                start.text("connectorId"),
                idTag == null ? null : idTag.toLowerCase(Locale.ROOT),
                start.text("timestamp"),
                start.text("meterStart"));
    }

    /** Parts that cannot run into each other: none of them has a line feed unless somebody wants to confuse himself. */
    private static String key(@Nullable String... parts) {
        StringBuilder key = new StringBuilder(96);
        for (String part : parts) {
            key.append(part == null ? "" : part).append('\n');
        }
        return key.toString();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
