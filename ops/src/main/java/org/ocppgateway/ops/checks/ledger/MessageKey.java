package org.ocppgateway.ops.checks.ledger;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.Set;

/**
 * Identity of a message. A transaction message can be repeated under another message id, so its content identifies it.
 * The message id identifies any other message.
 */
record MessageKey(String action, JsonElement identity) {
    private static final Set<String> TRANSACTION_ACTIONS =
            Set.of("StartTransaction", "StopTransaction", "MeterValues", "TransactionEvent");

    static MessageKey of(String action, String messageId, JsonElement payload) {
        return new MessageKey(action, isTransaction(action) ? payload : new JsonPrimitive(messageId));
    }

    static boolean isTransaction(String action) {
        return TRANSACTION_ACTIONS.contains(action);
    }
}
