package org.ocppgateway.gateway.session;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.MessageId;
import org.ocppgateway.protocol.frame.Frame;

/** The most recent positive answers of a session, for CALLs that are repeated with the same id. Not thread-safe. */
final class RecentAnswers {
    private final int limit;
    private @Nullable ArrayDeque<Answer> answers;

    private record Answer(MessageId id, int contentHash, String frame) {}

    /** @param limit maximum number of answers; 0 stores none */
    RecentAnswers(int limit) {
        this.limit = limit;
    }

    /** Returns the stored answer to an equal CALL; null if there is none. */
    @Nullable
    String find(Frame.Call call) {
        if (answers == null) {
            return null;
        }
        for (Answer answer : answers) {
            if (answer.id().equals(call.id()) && answer.contentHash() == contentHash(call)) {
                return answer.frame();
            }
        }
        return null;
    }

    /** Stores an answer and removes the oldest one at the limit. */
    void add(Frame.Call call, String frame) {
        if (limit == 0) {
            return;
        }
        ArrayDeque<Answer> current = answers;
        if (current == null) {
            current = new ArrayDeque<>(limit);
            answers = current;
        }
        if (current.size() == limit) {
            current.remove();
        }
        current.add(new Answer(call.id(), contentHash(call), frame));
    }

    /** A hash suffices to distinguish a retry from a restarted id counter, given an equal id on the same connection. */
    private static int contentHash(Frame.Call call) {
        return 31 * call.action().hashCode() + call.payload().hashCode();
    }
}
