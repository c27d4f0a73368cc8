package org.ocppgateway.ops.checks.ledger;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Totals and violations of a ledger.
 *
 * @param uncertain histories of the commands with the outcome uncertain
 */
public record Balance(
        MessageCounts messages, CommandCounts commands, List<LedgerViolation> violations, List<String> uncertain) {
    private static final int MAX_SHOWN = 10;

    public Balance {
        violations = List.copyOf(violations);
        uncertain = List.copyOf(uncertain);
    }

    public boolean isBalanced() {
        return violations.isEmpty();
    }

    public long count(LedgerViolation.Kind kind) {
        return violations.stream().filter(violation -> violation.kind() == kind).count();
    }

    /** Formats a table and the first violations with their histories. */
    @Override
    public String toString() {
        return """
            Ledger
              messages
                CALLs sent by charge points                      %,10d
                  answered with a CALLRESULT                     %,10d
                    of these without an event                    %,10d
                  answered with a CALLERROR                      %,10d
                  not answered                                   %,10d
                messages on the topic                            %,10d
                  records that repeat an event id                %,10d
              commands
                issued                                           %,10d
                CALLs received by charge points                  %,10d
                results on the topic, with repetitions           %,10d
                with an outcome                                  %,10d
            %s
              uncertain, by reason
            %s
              must be zero
            %s
              %s\
            """.formatted(
                        messages.sent(),
                        messages.accepted(),
                        messages.eventless(),
                        messages.rejected(),
                        messages.unanswered(),
                        messages.published(),
                        messages.repeated(),
                        commands.issued(),
                        commands.sent(),
                        commands.results(),
                        commands.ended(),
                        table(commands.outcomes()),
                        table(commands.uncertainReasons()),
                        violationCounts(),
                        isBalanced() ? "balanced" : "NOT BALANCED\n" + violationTable());
    }

    private static String table(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> "      %-62s %,10d".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining("\n"));
    }

    private String violationCounts() {
        return Stream.of(LedgerViolation.Kind.values())
                .map(kind -> "    %-48s %,10d".formatted(kind.label(), count(kind)))
                .collect(Collectors.joining("\n"));
    }

    private String violationTable() {
        String shown = violations.stream()
                .limit(MAX_SHOWN)
                .map(violation -> "  " + violation)
                .collect(Collectors.joining("\n"));
        int more = violations.size() - MAX_SHOWN;
        return more > 0 ? shown + "\n  and " + more + " more" : shown;
    }
}
