package org.ocppgateway.ops.checks.ledger;

/**
 * Message totals at both ends.
 *
 * @param sent CALLs sent by charge points, including repetitions
 * @param accepted CALLs answered with a CALLRESULT
 * @param eventless accepted CALLs that produce no event
 * @param rejected CALLs answered with a CALLERROR
 * @param unanswered CALLs without an answer
 * @param published messages on the topic
 * @param repeated records that repeat an event id
 */
public record MessageCounts(
        long sent, long accepted, long eventless, long rejected, long unanswered, long published, long repeated) {

    static final MessageCounts NONE = new MessageCounts(0, 0, 0, 0, 0, 0, 0);

    MessageCounts plus(MessageCounts other) {
        return new MessageCounts(
                sent + other.sent,
                accepted + other.accepted,
                eventless + other.eventless,
                rejected + other.rejected,
                unanswered + other.unanswered,
                published + other.published,
                repeated + other.repeated);
    }
}
