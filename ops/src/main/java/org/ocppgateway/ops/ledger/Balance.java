package org.ocppgateway.ops.ledger;

/**
 * What the two ends add up to.
 *
 * @param sent CALLs that charge points sent, repetitions included
 * @param accepted answered by a CALLRESULT
 * @param eventless those of them that feed no event
 * @param rejected answered by a CALLERROR
 * @param rejectedTransactions those of them that concern a transaction
 * @param unanswered neither
 * @param published messages that are on the topic
 * @param repeated records on the topic that repeat an event id
 * @param lost accepted, but not on the topic
 * @param ambiguous messages that are on the topic under several event ids
 * @param outOfOrder events that come before one they should follow
 */
public record Balance(
        long sent,
        long accepted,
        long eventless,
        long rejected,
        long rejectedTransactions,
        long unanswered,
        long published,
        long repeated,
        long lost,
        long ambiguous,
        long outOfOrder) {

    static final Balance NOTHING = new Balance(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    Balance plus(Balance other) {
        return new Balance(
                sent + other.sent,
                accepted + other.accepted,
                eventless + other.eventless,
                rejected + other.rejected,
                rejectedTransactions + other.rejectedTransactions,
                unanswered + other.unanswered,
                published + other.published,
                repeated + other.repeated,
                lost + other.lost,
                ambiguous + other.ambiguous,
                outOfOrder + other.outOfOrder);
    }

    /** Nothing lost, nothing ambiguous, nothing out of order, no transaction message answered by an error. */
    public boolean isBalanced() {
        return lost == 0 && ambiguous == 0 && outOfOrder == 0 && rejectedTransactions == 0;
    }

    /** A table for people. */
    @Override
    public String toString() {
        return """
                Ledger
                  CALLs sent by charge points        %,10d
                    answered yes                     %,10d
                      of these without event         %,10d
                    answered with an error           %,10d
                    not answered                     %,10d
                  messages on the topic              %,10d
                    records that repeat an event id  %,10d
                  must be zero
                    answered yes, not on the topic   %,10d
                    on the topic under several ids   %,10d
                    out of order                     %,10d
                    transaction answered with error  %,10d
                  %s""".formatted(
                        sent,
                        accepted,
                        eventless,
                        rejected,
                        unanswered,
                        published,
                        repeated,
                        lost,
                        ambiguous,
                        outOfOrder,
                        rejectedTransactions,
                        isBalanced() ? "balanced" : "NOT BALANCED");
    }
}
