package org.ocppgateway.ops.ledger;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.ops.backend.Event;

/** One charge point's messages, as its socket saw them and as the topic has them. For one thread at a time. */
final class Account {
    // Feeds no event unless configured to.
    private static final Set<String> WITHOUT_EVENT = Set.of("Heartbeat");

    private static final int CALL = 2;
    private static final int CALL_RESULT = 3;
    private static final int CALL_ERROR = 4;

    private record Sent(MessageKey key, boolean transaction) {
        boolean feedsEvent() {
            return !WITHOUT_EVENT.contains(key.action());
        }
    }

    private final List<Sent> sent = new ArrayList<>();
    private final Map<String, Sent> unanswered = new HashMap<>();
    private final List<Sent> accepted = new ArrayList<>();
    private final List<Sent> rejected = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();

    void sent(String frame) {
        JsonArray parts = JsonParser.parseString(frame).getAsJsonArray();
        if (parts.get(0).getAsInt() == CALL) {
            String messageId = parts.get(1).getAsString();
            String action = parts.get(2).getAsString();
            Sent call = new Sent(MessageKey.of(action, messageId, parts.get(3)), MessageKey.isTransaction(action));
            sent.add(call);
            unanswered.put(messageId, call);
        }
    }

    void received(String frame) {
        JsonArray parts = JsonParser.parseString(frame).getAsJsonArray();
        int type = parts.get(0).getAsInt();
        if (type == CALL_RESULT || type == CALL_ERROR) {
            Sent call = unanswered.remove(parts.get(1).getAsString());
            if (call != null) {
                (type == CALL_RESULT ? accepted : rejected).add(call);
            }
        }
    }

    /** Must be called in the order of the topic. */
    void onTopic(Event event) {
        events.add(event);
    }

    long acceptedTransactionMessages() {
        return accepted.stream().filter(Sent::transaction).count();
    }

    Balance balance() {
        Map<MessageKey, Set<String>> idsByMessage = new LinkedHashMap<>();
        for (Event event : events) {
            MessageKey key = keyOf(event);
            if (key != null) {
                idsByMessage.computeIfAbsent(key, unused -> new HashSet<>()).add(event.id());
            }
        }
        return new Balance(
                sent.size(),
                accepted.size(),
                accepted.stream().filter(call -> !call.feedsEvent()).count(),
                rejected.size(),
                rejected.stream().filter(Sent::transaction).count(),
                unanswered.size(),
                idsByMessage.size(),
                events.size() - events.stream().map(Event::id).distinct().count(),
                accepted.stream()
                        .filter(Sent::feedsEvent)
                        .filter(call -> !idsByMessage.containsKey(call.key()))
                        .count(),
                idsByMessage.values().stream().filter(ids -> ids.size() > 1).count(),
                outOfOrder());
    }

    /** Events that come before one they should follow, by their session and sequence or by when their message was sent. */
    private long outOfOrder() {
        Set<String> seen = new HashSet<>();
        long violations = 0;
        long epoch = 0;
        long sequence = -1;
        int position = -1;
        for (Event event : events) {
            if (!seen.add(event.id())) {
                continue;
            }
            boolean follows =
                    event.sessionEpoch() > epoch || (event.sessionEpoch() == epoch && event.sequence() > sequence);
            epoch = event.sessionEpoch();
            sequence = event.sequence();
            MessageKey key = keyOf(event);
            if (key != null) {
                int next = nextSent(key, position + 1);
                follows &= next >= 0;
                position = Math.max(position, next);
            }
            violations += follows ? 0 : 1;
        }
        return violations;
    }

    private int nextSent(MessageKey key, int from) {
        for (int i = from; i < sent.size(); i++) {
            if (sent.get(i).key().equals(key)) {
                return i;
            }
        }
        return -1;
    }

    /** The message an event came from; null for one that the gateway made by itself. */
    private static @Nullable MessageKey keyOf(Event event) {
        JsonElement ocpp = event.data().get("ocpp");
        if (ocpp == null) {
            return null;
        }
        JsonObject message = ocpp.getAsJsonObject();
        return MessageKey.of(
                message.get("action").getAsString(), message.get("messageId").getAsString(), message.get("payload"));
    }
}
