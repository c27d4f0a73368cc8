package org.ocppgateway.ops.checks.ledger;

/**
 * How many messages there were on both ends.
 *
 * @param sent CALLs that charge points sent, repetitions included
 * @param accepted answered by a CALLRESULT
 * @param eventless those of them that feed no event
 * @param rejected answered by a CALLERROR
 * @param unanswered neither
 * @param published messages that are on the topic
 * @param repeated records on the topic that repeat an event id
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
