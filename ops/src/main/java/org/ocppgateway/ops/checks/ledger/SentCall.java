package org.ocppgateway.ops.checks.ledger;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A CALL that a charge point sent, and what became of it. For one thread at a time. */
final class SentCall {
    // Feeds no event unless configured to.
    private static final Set<String> ACTIONS_WITHOUT_EVENT = Set.of("Heartbeat");

    private final String messageId;
    private final MessageKey key;
    private final int position;
    private final int connection;
    private final Instant sentAt;
    private @Nullable Instant answeredAt;
    private boolean accepted;

    /**
     * @param position among all that the charge point sent
     * @param connection the how manieth of the charge point's it was sent on
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
