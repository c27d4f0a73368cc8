package org.ocppgateway.gateway.session;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.MessageId;
import org.ocppgateway.protocol.frame.Frame;

/** The last positive answers of a session, for CALLs that come again under the same id. Used by the uplink lane, one message at a time. */
final class RecentAnswers {
    private final int bound;
    private @Nullable ArrayDeque<Answer> last;

    private record Answer(MessageId id, int content, String frame) {}

    RecentAnswers(int bound) {
        this.bound = bound;
    }

    /** The frame that answered this very CALL before, or null. */
    @Nullable
    String to(Frame.Call call) {
        if (last == null) {
            return null;
        }
        for (Answer answer : last) {
            if (answer.id().equals(call.id()) && answer.content() == content(call)) {
                return answer.frame();
            }
        }
        return null;
    }

    void remember(Frame.Call call, String frame) {
        if (bound == 0) {
            return;
        }
        ArrayDeque<Answer> answers = last;
        if (answers == null) {
            answers = new ArrayDeque<>(bound);
            last = answers;
        }
        if (answers.size() == bound) {
            answers.remove();
        }
        answers.add(new Answer(call.id(), content(call), frame));
    }

    /** Payloads are kept as a hash: under one id, on one connection, that is enough to tell a retry from a restarted counter. */
    private static int content(Frame.Call call) {
        return 31 * call.action().hashCode() + call.payload().hashCode();
    }
}
