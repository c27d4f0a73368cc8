package org.ocppgateway.ops.checks.ledger;

/**
 * A violation of the gateway's guarantees.
 *
 * @param subject ids of the message or command
 * @param history observations at both ends
 */
public record LedgerViolation(Kind kind, String subject, String history) {

    /** Kind of a violation. The number of each kind must be zero. */
    public enum Kind {
        LOST("accepted message not on the topic"),
        AMBIGUOUS("message with several event ids"),
        OUT_OF_ORDER("events not in message order"),
        EPOCH_REGRESSED("epochs not increasing with connections"),
        TRANSACTION_REFUSED("transaction message answered with an error"),
        NO_OUTCOME("commands without an outcome"),
        TWO_OUTCOMES("commands with more than one outcome"),
        SENT_TWICE("commands sent more than once"),
        FALSE_OUTCOME("commands whose outcome contradicts the socket");

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
