package org.ocppgateway.protocol.translation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.dictionary.MessageType;
import org.ocppgateway.protocol.dictionary.PayloadReader;
import org.ocppgateway.protocol.dictionary.ReadResult;
import org.ocppgateway.protocol.dictionary.Violation;
import org.ocppgateway.protocol.json.JsonCursor;
import org.ocppgateway.protocol.json.MalformedJsonException;
import org.ocppgateway.protocol.json.Nesting;

/**
 * Accepts transaction messages despite violations, in all versions. A charge point keeps such a message until it is answered,
 * and discards it after a few errors. So it is accepted as long as its payload is a JSON object.
 */
final class TransactionMessages {
    private static final String TRANSACTION_ID = "transactionId";
    private static final Violation TOO_DEEP = new Violation(
            "", Violation.Kind.FORMAT, "has more than " + PayloadReader.MAX_DEPTH + " levels of nesting", null);

    private TransactionMessages() {}

    /**
     * Returns the readable part of a transaction message with violations.
     *
     * @param readResult result of reading the payload
     * @return null if it is not a transaction message or its payload is not an object
     */
    static @Nullable ReadResult recover(
            MessageType message, PayloadReader reader, ReadResult readResult, String payload) {
        boolean readable = readResult.payload() != null;
        String text = readable ? payload : Nesting.flatten(payload, PayloadReader.MAX_DEPTH);
        if (!isTransactionMessage(message.action(), text)) {
            return null;
        }
        if (readable) {
            return readResult;
        }
        ReadResult flat = reader.read(message.request(), text);
        if (flat.payload() == null) {
            return null;
        }
        List<Violation> violations = new ArrayList<>();
        violations.add(TOO_DEEP);
        flat.violations().stream().limit(PayloadReader.MAX_VIOLATIONS - 1L).forEach(violations::add);
        return new ReadResult(flat.payload(), violations);
    }

    /** @param payload JSON of at most {@value JsonCursor#MAX_DEPTH} levels */
    private static boolean isTransactionMessage(Action action, String payload) {
        return switch (action.name()) {
            case "StartTransaction", "StopTransaction", "TransactionEvent" -> true;
            case "MeterValues" -> namesTransaction(payload);
            default -> false;
        };
    }

    /** Returns whether the member transactionId exists, with any value, even if the version does not define it. */
    private static boolean namesTransaction(String payload) {
        JsonCursor cursor = new JsonCursor(payload, JsonCursor.MAX_DEPTH);
        try {
            if (cursor.kind() != JsonCursor.Kind.OBJECT) {
                return false;
            }
            for (boolean more = cursor.enter(); more; more = cursor.next()) {
                if (cursor.name().equals(TRANSACTION_ID)) {
                    return true;
                }
                cursor.skip();
            }
        } catch (MalformedJsonException e) {
            return false;
        }
        return false;
    }
}
