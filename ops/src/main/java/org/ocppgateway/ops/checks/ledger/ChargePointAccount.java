package org.ocppgateway.ops.checks.ledger;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.ops.stack.backend.BackendEvent;

/** Messages of one charge point, as seen at its socket and on the event topic. Not thread-safe. */
final class ChargePointAccount {
    static final int CALL = 2;
    private static final int CALL_RESULT = 3;
    private static final int CALL_ERROR = 4;

    private final String chargePointId;
    private final List<SentCall> sent = new ArrayList<>();
    private final Map<String, SentCall> byMessageId = new HashMap<>();
    private final List<BackendEvent> events = new ArrayList<>();
    private int connection;

    ChargePointAccount(String chargePointId) {
        this.chargePointId = chargePointId;
    }

    void onOpen() {
        connection++;
    }

    void onSent(String frame, Instant at) {
        JsonArray parts = JsonParser.parseString(frame).getAsJsonArray();
        if (parts.get(0).getAsInt() == CALL) {
            String messageId = parts.get(1).getAsString();
            SentCall call = new SentCall(
                    messageId,
                    MessageKey.of(parts.get(2).getAsString(), messageId, parts.get(3)),
                    sent.size(),
                    connection,
                    at);
            sent.add(call);
            byMessageId.put(messageId, call);
        }
    }

    void onReceived(JsonArray frame, Instant at) {
        int type = frame.get(0).getAsInt();
        if (type == CALL_RESULT || type == CALL_ERROR) {
            SentCall call = byMessageId.get(frame.get(1).getAsString());
            if (call != null) {
                call.answered(type == CALL_RESULT, at);
            }
        }
    }

    /** Records an event. Call it in topic order. */
    void onEvent(BackendEvent event) {
        events.add(event);
    }

    long acceptedTransactionMessages() {
        return sent.stream()
                .filter(SentCall::isAccepted)
                .filter(SentCall::isTransaction)
                .count();
    }

    MessageCounts counts() {
        return new MessageCounts(
                sent.size(),
                sent.stream().filter(SentCall::isAccepted).count(),
                sent.stream()
                        .filter(SentCall::isAccepted)
                        .filter(call -> !call.producesEvent())
                        .count(),
                sent.stream().filter(SentCall::isRefused).count(),
                sent.stream().filter(SentCall::isUnanswered).count(),
                eventsByMessage().size(),
                events.size() - events.stream().map(BackendEvent::id).distinct().count());
    }

    List<LedgerViolation> violations() {
        Map<MessageKey, List<BackendEvent>> published = eventsByMessage();
        List<LedgerViolation> violations = new ArrayList<>();
        for (SentCall call : sent) {
            if (call.isRefused() && call.isTransaction()) {
                violations.add(violation(LedgerViolation.Kind.TRANSACTION_REFUSED, call, published));
            }
            if (call.isAccepted() && call.producesEvent() && !published.containsKey(call.key())) {
                violations.add(violation(LedgerViolation.Kind.LOST, call, published));
            }
        }
        published.forEach((key, records) -> {
            if (records.stream().map(BackendEvent::id).distinct().count() > 1) {
                violations.add(new LedgerViolation(
                        LedgerViolation.Kind.AMBIGUOUS, chargePointId + " " + key.action(), texts(records)));
            }
        });
        violations.addAll(new EventOrderCheck(chargePointId, events, this::callOf).violations());
        return violations;
    }

    private LedgerViolation violation(
            LedgerViolation.Kind kind, SentCall call, Map<MessageKey, List<BackendEvent>> published) {
        String repetitions = sent.stream()
                .filter(other -> other.key().equals(call.key()))
                .map(SentCall::toString)
                .toList()
                .toString();
        return new LedgerViolation(
                kind,
                chargePointId + " message " + call.messageId() + " "
                        + call.key().action(),
                "sent " + repetitions + "; events " + texts(published.getOrDefault(call.key(), List.of())));
    }

    static String texts(List<BackendEvent> records) {
        return records.stream().map(ChargePointAccount::text).toList().toString();
    }

    static String text(BackendEvent event) {
        return "%s %s epoch %d sequence %d".formatted(event.type(), event.id(), event.sessionEpoch(), event.sequence());
    }

    private Map<MessageKey, List<BackendEvent>> eventsByMessage() {
        Map<MessageKey, List<BackendEvent>> byMessage = new LinkedHashMap<>();
        for (BackendEvent event : events) {
            MessageKey key = keyOf(event);
            if (key != null) {
                byMessage.computeIfAbsent(key, unused -> new ArrayList<>()).add(event);
            }
        }
        return byMessage;
    }

    /** Returns the CALL of an event; null for an event without a device message. */
    private @Nullable SentCall callOf(BackendEvent event) {
        JsonElement ocpp = event.data().get("ocpp");
        return ocpp == null
                ? null
                : byMessageId.get(ocpp.getAsJsonObject().get("messageId").getAsString());
    }

    /**
     * Returns the key of the message of an event, equal for all repetitions; null for an event without a device
     * message.
     */
    private static @Nullable MessageKey keyOf(BackendEvent event) {
        JsonElement ocpp = event.data().get("ocpp");
        if (ocpp == null) {
            return null;
        }
        JsonObject message = ocpp.getAsJsonObject();
        return MessageKey.of(
                message.get("action").getAsString(), message.get("messageId").getAsString(), message.get("payload"));
    }
}
