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
 * The messages about transactions, in all versions. A charge point keeps such a message until it is answered, and throws it away after a
 * few errors. So it is taken whatever is wrong with it, as long as its payload is an object.
 */
final class TransactionMessages {
    private static final String TRANSACTION_ID = "transactionId";
    private static final Violation TOO_DEEP = new Violation(
            "", Violation.Kind.FORMAT, "has more than " + PayloadReader.MAX_DEPTH + " levels of nesting", null);

    private TransactionMessages() {}

    /**
     * What is read of such a message although something is wrong with it.
     *
     * @param reading what the reader made of the payload
     * @return null if it is no such message, or its payload no object
     */
    static @Nullable ReadResult recover(MessageType message, PayloadReader reader, ReadResult reading, String payload) {
        boolean readable = reading.payload() != null;
        String text = readable ? payload : Nesting.flattened(payload, PayloadReader.MAX_DEPTH);
        if (!isTransactionMessage(message.action(), text)) {
            return null;
        }
        if (readable) {
            return reading;
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

    /** Whether it has the member, whatever its value, and also where the version has no such field. */
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
