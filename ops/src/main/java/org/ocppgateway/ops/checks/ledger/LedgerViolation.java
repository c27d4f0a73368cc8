package org.ocppgateway.ops.checks.ledger;

/**
 * Something that must not be.
 *
 * @param subject the message or the command, by its ids
 * @param history what both ends saw of it
 */
public record LedgerViolation(Kind kind, String subject, String history) {

    /** What must be zero. */
    public enum Kind {
        LOST("answered yes, not on the topic"),
        AMBIGUOUS("on the topic under several event ids"),
        OUT_OF_ORDER("events not in the order of their messages"),
        EPOCH_REGRESSED("epochs that do not grow with the connections"),
        TRANSACTION_REFUSED("transaction message answered with an error"),
        NO_OUTCOME("commands without an outcome"),
        TWO_OUTCOMES("commands with more than one outcome"),
        SENT_TWICE("commands more than once on the wire"),
        FALSE_OUTCOME("commands whose outcome denies what was on the wire");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    @Override
    public String toString() {
        return "%s: %s%n    %s".formatted(kind, subject, history);
    }
}
