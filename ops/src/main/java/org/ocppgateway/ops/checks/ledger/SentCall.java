package org.ocppgateway.ops.checks.ledger;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A CALL sent by a charge point, with its answer. Not thread-safe. */
final class SentCall {
    // Produces no event by default.
    private static final Set<String> ACTIONS_WITHOUT_EVENT = Set.of("Heartbeat");

    private final String messageId;
    private final MessageKey key;
    private final int position;
    private final int connection;
    private final Instant sentAt;
    private @Nullable Instant answeredAt;
    private boolean accepted;

    /**
     * @param position index among all CALLs of the charge point
     * @param connection number of the charge point's connection
     */
    SentCall(String messageId, MessageKey key, int position, int connection, Instant sentAt) {
        this.messageId = messageId;
        this.key = key;
        this.position = position;
        this.connection = connection;
        this.sentAt = sentAt;
    }

    void answered(boolean yes, Instant at) {
        if (answeredAt == null) {
            answeredAt = at;
            accepted = yes;
        }
    }

    String messageId() {
        return messageId;
    }

    MessageKey key() {
        return key;
    }

    int position() {
        return position;
    }

    int connection() {
        return connection;
    }

    boolean isTransaction() {
        return MessageKey.isTransaction(key.action());
    }

    boolean producesEvent() {
        return !ACTIONS_WITHOUT_EVENT.contains(key.action());
    }

    boolean isAccepted() {
        return accepted;
    }

    boolean isRefused() {
        return answeredAt != null && !accepted;
    }

    boolean isUnanswered() {
        return answeredAt == null;
    }

    @Override
    public String toString() {
        String answer = answeredAt == null ? "not answered" : (accepted ? "accepted " : "refused ") + answeredAt;
        return "message %s on connection %d at %s, %s".formatted(messageId, connection, sentAt, answer);
    }
}
