package org.ocppgateway.ops.checks.ledger;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.Set;

/**
 * What makes a message the same message. A transaction message may be sent again under another message id, so it is known
 * by its content; any other is known by its message id.
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
