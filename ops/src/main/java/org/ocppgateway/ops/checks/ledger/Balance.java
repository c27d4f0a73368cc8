package org.ocppgateway.ops.checks.ledger;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the two ends add up to, and what does not add up.
 *
 * @param doubtful the histories of the commands that are uncertain
 */
public record Balance(
        MessageCounts messages, CommandCounts commands, List<LedgerViolation> offences, List<String> doubtful) {
    private static final int MOST_SHOWN = 10;

    public Balance {
        offences = List.copyOf(offences);
        doubtful = List.copyOf(doubtful);
    }

    public boolean isBalanced() {
        return offences.isEmpty();
    }

    public long count(LedgerViolation.Kind kind) {
        return offences.stream().filter(offence -> offence.kind() == kind).count();
    }

    /** A table for people, followed by the first offences with their histories. */
    @Override
    public String toString() {
        String zeros = Stream.of(LedgerViolation.Kind.values())
                .map(kind -> "    %-48s %,10d".formatted(kind.label(), count(kind)))
                .collect(Collectors.joining("\n"));
        return """
            Ledger
              messages
                CALLs sent by charge points                      %,10d
                  answered yes                                   %,10d
                    of these without event                       %,10d
                  answered with an error                         %,10d
                  not answered                                   %,10d
                messages on the topic                            %,10d
                  records that repeat an event id                %,10d
              commands
                issued                                           %,10d
                CALLs received by charge points for them         %,10d
                results on the topic, repetitions included       %,10d
                ended                                            %,10d
            %s
              uncertain, because
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
                        table(commands.doubts()),
                        zeros,
                        isBalanced() ? "balanced" : "NOT BALANCED\n" + offenders());
    }

    private static String table(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> "      %-62s %,10d".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining("\n"));
    }

    private String offenders() {
        String shown = offences.stream()
                .limit(MOST_SHOWN)
                .map(offence -> "  " + offence)
                .collect(Collectors.joining("\n"));
        int more = offences.size() - MOST_SHOWN;
        return more > 0 ? shown + "\n  and " + more + " more" : shown;
    }
}
