package org.ocppgateway.ops.checks.ledger;

import com.google.gson.JsonParser;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Accounts of all commands, each with its own lock. Thread-safe. A command contains its id in its data, in the format
 * of {@link #id}, because an OCPP CALL has no field for it.
 */
final class CommandAccounts {
    // Fits in the 20 characters of an OCPP 1.6 id tag.
    private static final Pattern ID = Pattern.compile("cmd-[0-9a-z]+-\\d+");

    private final ConcurrentMap<String, CommandAccount> accounts = new ConcurrentHashMap<>();

    static String id(String run, int number) {
        return "cmd-" + run + "-" + number;
    }

    void issued(String commandId, String what, Instant at) {
        update(commandId, account -> account.issued(what, at));
    }

    void acknowledged(String commandId) {
        update(commandId, CommandAccount::acknowledged);
    }

    /** Records a CALL that a charge point received. */
    void onWire(String chargePointId, String frame, Instant at) {
        Matcher matcher = ID.matcher(frame);
        if (matcher.find()) {
            update(matcher.group(), account -> account.onWire(chargePointId, at));
        }
    }

    void result(String json) {
        String commandId =
                JsonParser.parseString(json).getAsJsonObject().get("commandId").getAsString();
        update(commandId, account -> account.result(json));
    }

    /** Returns the number of acknowledged commands without a result. */
    long pending() {
        return query(account -> account.isIssued() && !account.hasEnded()).stream()
                .filter(Boolean::booleanValue)
                .count();
    }

    CommandCounts counts() {
        return new CommandCounts(
                query(CommandAccount::isIssued).stream()
                        .filter(Boolean::booleanValue)
                        .count(),
                query(CommandAccount::wireSends).stream()
                        .mapToLong(Integer::longValue)
                        .sum(),
                query(CommandAccount::results).stream()
                        .mapToLong(Integer::longValue)
                        .sum(),
                countBy(CommandAccount::outcome),
                countBy(CommandAccount::uncertainReason));
    }

    /** Returns the histories of all commands with the outcome uncertain. */
    List<String> uncertain() {
        return query(account -> account.hasEnded() && !account.uncertainReason().isEmpty() ? account.history() : "")
                .stream()
                .filter(history -> !history.isEmpty())
                .toList();
    }

    /** Counts the commands with a result by a property. An empty property is not counted. */
    private Map<String, Long> countBy(Function<CommandAccount, String> property) {
        return query(account -> account.hasEnded() ? property.apply(account) : "").stream()
                .filter(text -> !text.isEmpty())
                .collect(Collectors.groupingBy(text -> text, Collectors.counting()));
    }

    List<LedgerViolation> violations() {
        return query(CommandAccount::violations).stream().flatMap(List::stream).toList();
    }

    private void update(String commandId, Consumer<CommandAccount> change) {
        CommandAccount account = accounts.computeIfAbsent(commandId, CommandAccount::new);
        synchronized (account) {
            change.accept(account);
        }
    }

    private <T> List<T> query(Function<CommandAccount, T> question) {
        return accounts.values().stream()
                .map(account -> {
                    synchronized (account) {
                        return question.apply(account);
                    }
                })
                .toList();
    }
}
